# The texts of qari's interface in English.
group-move = Moving
group-show = How it is shown
group-select = Selecting and copying
group-entities = Entities
group-panel = In the panel of entities
group-articles = Articles
group-program = qari

action-line-down = one line on
action-line-up = one line back
action-page-down = a screenful on
action-page-up = a screenful back
action-half-page-down = half a screenful on
action-half-page-up = half a screenful back
action-left = to the left: a page on in a right-to-left article
action-right = to the right: a page back in a right-to-left article
action-start = to the beginning (with a number: to that paragraph)
action-end = to the end (with a number: to that paragraph)
action-next-paragraph = to the next paragraph
action-previous-paragraph = to the previous paragraph
action-percent = to that many percent (number first)
action-next-word = while selecting: one word on
action-previous-word = while selecting: one word back
action-cycle-direction = direction: found, right to left, left to right
action-toggle-tashkeel = tashkeel and niqqud: show or hide
action-cycle-mode = output mode: visual, explicit, runs, words, mlterm, lro, logical
action-cycle-theme = next theme
action-narrower = shorter lines
action-wider = longer lines
action-toggle-justify = justify lines, or not
action-toggle-furniture = fold page furniture away, or show it
action-select = begin to select, or stop
action-copy = copy the selection
action-copy-paragraph = copy the paragraph
action-entity-panel = the panel of entities: open it, go to it, close it
action-entity-focus = to the panel or back to the text
action-next-mention = the next mention of anything highlighted
action-previous-mention = the previous mention of anything highlighted
action-next-person = the next mention of a person
action-previous-person = the previous mention of a person
action-next-place = the next mention of a place
action-previous-place = the previous mention of a place
action-next-organisation = the next mention of an organisation
action-previous-organisation = the previous mention of an organisation
action-next-date = the next date
action-previous-date = the previous date
action-next-same = the next mention of the same entity
action-previous-same = the previous mention of the same entity
action-entity-card = all about the entity chosen
action-timeline = the dates with their sentences
action-entity-rename = another name for the entity
action-entity-retype = another type for the entity
action-entity-merge = one entity with the next one chosen
action-entity-split = this spelling apart from the entity
action-entity-hide = leave the entity out
action-entity-add = the selection as an entity
action-entity-undo = take the last correction back
action-toggle-entities = highlight entities, or not
action-mark-people = highlight people, or not
action-mark-places = highlight places, or not
action-mark-organisations = highlight organisations, or not
action-mark-others = highlight other names, or not
action-mark-dates = highlight dates and times, or not
action-mark-numbers = highlight numbers, or not
action-mark-links = highlight addresses, or not
action-panel-sort = order: first mention, mentions, name
action-panel-filter = show the names that hold what you type
action-fold-people = fold people away, or show them
action-fold-places = fold places away, or show them
action-fold-organisations = fold organisations away, or show them
action-fold-others = fold other names away, or show them
action-fold-dates = fold dates and times away, or show them
action-fold-numbers = fold numbers away, or show them
action-fold-links = fold addresses away, or show them
action-next-article = the next article
action-previous-article = the previous article
action-list-articles = the list of articles
action-choose = choose; in the text, one line on
action-cancel = close what is open
action-prompt = type a command
action-help = this help
action-redraw = draw the screen anew
action-suspend = suspend
action-quit = quit

help-title = Keys
help-hint = A number before a key repeats it. Close with { $keys }.
list-title = Articles
list-unread = not opened yet

class-people = people
class-places = places
class-organisations = organisations
class-others = other names
class-dates = dates and times
class-numbers = numbers
class-links = addresses
label-per = person
label-loc = place
label-org = organisation
label-misc = name
label-date = date
label-time = time of day
label-money = amount of money
label-percent = percentage
label-quantity = quantity
label-cardinal = number
label-url = web address
label-email = e-mail address
label-handle = handle
panel-title = Entities
panel-waiting = being looked for …
panel-none = none in this article
panel-no-match = nothing holds that
panel-sort-first = by first mention
panel-sort-count = by mentions
panel-sort-name = by name
card-count = { $count ->
    [one] one mention
   *[other] { $count } mentions
}
card-aliases = also: { $names }
card-sentence = in the same sentence: { $names }
card-paragraph = in the same paragraph: { $names }
card-dates = dates in the same sentence: { $names }
timeline-title = Dates
timeline-none = no date in this article

direction-rtl = right to left
direction-ltr = left to right
direction-auto = direction: found
direction-first-strong = direction: by the first letter
direction-fixed-rtl = direction: right to left
direction-fixed-ltr = direction: left to right
status-paragraph = ¶ { $numbers }
status-selecting = selecting

message-tashkeel-shown = tashkeel shown
message-marks-dropped = this terminal does not draw marks over letters: they are hidden
message-tashkeel-hidden = tashkeel hidden
message-mode = output: { $mode }
message-theme = theme: { $theme }
message-measure = measure: { $measure }
message-measure-full = measure: the whole width
message-width-fixed = the line width is fixed by the setting width
message-justify-on = lines justified
message-justify-off = lines ragged
message-furniture-none = no page furniture here
message-furniture-folded = page furniture folded
message-furniture-shown = page furniture shown
message-nothing-selected = nothing is selected; { $key } begins
message-selecting = selecting: move, then { $key } copies
message-copied = { $count ->
    [one] one character copied
   *[other] { $count } characters copied
}
message-too-large = not copied: { $size } bytes, the limit is { $limit }
message-no-next = this is the last article
message-no-previous = this is the first article
message-only-one = there is one article only
message-opening = opening { $name } …
message-replaced = { $count ->
    [one] one invalid character replaced ({ $encoding })
   *[other] { $count } invalid characters replaced ({ $encoding })
}
message-unknown-command = no such command: { $command }
message-unknown-command-near = no such command: { $command }; did you mean { $near }?
message-not-repeatable = a pipe cannot be read again: give --{ $name } on the command line
message-unknown-key = { $key } does nothing; { $help } shows the keys
message-set = { $name }: { $value }
message-no-paragraph = there are { $count } paragraphs
message-counting = paragraphs are still being counted
message-entities-on = entities highlighted
message-entities-off = entities not highlighted
message-marked = highlighted: { $what }
message-unmarked = not highlighted: { $what }
message-no-entities = no entities have been found here
message-no-more-mentions = no further mention
message-no-earlier-mentions = no earlier mention
message-no-entity-here = no entity is chosen; { $key } goes to one
message-panel-narrow = the window is too narrow for the panel
message-panel-width = panel: { $width }
message-corrected = corrected: { $what }
message-merge-with = { $name }: choose the other one and press { $key }
message-nothing-to-undo = no correction to take back
message-undone = correction taken back
message-cannot-correct = that cannot be corrected here
message-corrections-failed = corrections are not kept: { $problem }
message-config = configuration: { $problem }
message-config-more = { $count ->
    [one] configuration: { $problem } (and one more: qari config check)
   *[other] configuration: { $problem } (and { $count } more: qari config check)
}
fold-line = { $count ->
    [one] one line of page furniture
   *[other] { $count } lines of page furniture
}

welcome-title = qari, the reader
welcome-body = qari shows articles in Arabic, Persian, Hebrew, Urdu and every other script as they were written: right to left, letters joined, mixed text in order.
welcome-open = Open one by its name: { $command }
welcome-pipe = Or pipe it in: { $command }
welcome-formats = Plain text in UTF-8, UTF-16, Windows-1256, ISO-8859-6, Windows-1255 and the other encodings of the web.
welcome-sample = { $key } opens a sample article.
welcome-keys = { $page } turns the page, { $help } shows all keys, { $quit } quits.

calibrate-title = qari: which line reads right?
calibrate-question = One of these lines begins at the right with the word “qara’a”, its letters joined, and ends with the full stop at the left; the numbers read 25 and 2024, the bracket holds “Unicode, UTF-8”. Type its number; where several read right, the first.
calibrate-none = 0: none of them. Esc: stop, and keep nothing.
calibrate-mlterm = And this one, drawn as mlterm is told to? 1: it reads right.
