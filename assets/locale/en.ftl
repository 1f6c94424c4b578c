# The texts of qari's interface in English.
group-move = Moving
group-show = How it is shown
group-select = Selecting and copying
group-search = Searching
group-pattern = While a pattern is typed
group-line = While anything is typed
group-keep = Keeping
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
action-next-word = while selecting: to the end of the word, or of the next
action-previous-word = while selecting: one word back
action-cycle-direction = direction: found, right to left, left to right
action-toggle-tashkeel = tashkeel and niqqud: show or hide
action-cycle-mode = output mode: visual, explicit, runs, words, mlterm, lro, logical
action-cycle-theme = next theme
action-narrower = shorter lines
action-wider = longer lines
action-toggle-justify = justify lines, or not
action-toggle-furniture = fold page furniture away, or show it
action-select = select from the hit, entity or cursor on; again: move only the cursor
action-copy = copy the selection
action-copy-paragraph = copy the paragraph
action-search = look for what you type, on from here
action-search-back = look for what you type, back from here
action-next-hit = the next hit
action-previous-hit = the previous hit
action-hits = all hits in their contexts
action-hits-sort = order of the hits: place, what follows, what precedes
action-narrow = only the paragraphs that hold what you type; nothing shows all again
action-search-word = whole words
action-search-clitic = whole words, with particles and pronouns written on them
action-search-regex = a regular expression
action-search-fuzzy = words spelled nearly so
action-search-exact = exactly as typed, or with the folds of the language
action-search-tashkeel = overlook tashkeel, or not
action-search-tatweel = overlook tatweel, or not
action-search-hamza = overlook seats of hamza (أ إ آ ؤ ئ), or not
action-search-alef-maksura = take ى for ي, or not
action-search-teh-marbuta = take ة for ه, or not
action-search-variants = take Persian and Urdu ک ی ہ for ك ي ه, or not
action-search-controls = overlook joiners and bidi controls, or not
action-search-forms = take presentation forms for letters, or not
action-search-digits = take ٣ and ۳ for 3, or not
action-search-niqqud = overlook niqqud, or not
action-search-finals = take ם for מ, or not
action-search-case = overlook case, or not (a capital typed makes it count)
action-search-diacritics = overlook accents, or not
action-search-punctuation = take all quotation marks and dashes for one, or not
action-search-space = take all white space for one space, or not
action-cursor-left = one character to the left
action-cursor-right = one character to the right
action-cursor-back = one character back in the text
action-cursor-forward = one character on
action-cursor-word-left = one word to the left
action-cursor-word-right = one word to the right
action-cursor-word-back = one word back in the text
action-cursor-word-forward = one word on
action-cursor-start = to the beginning of the line
action-cursor-end = to its end
action-delete-back = delete the character before the cursor
action-delete-forward = delete the character at the cursor
action-delete-word-back = delete back to the beginning of a word
action-delete-word-forward = delete on to the end of a word
action-delete-to-start = delete all before the cursor
action-delete-to-end = delete all from the cursor on
action-line-older = what was typed there before: a pattern, a command
action-line-newer = what was typed after that
action-complete = at the prompt: finish the name or value, or say which there are
action-accept-line = take the line as it is
action-drop-line = give the line up
action-jump-back = back to where the last jump began
action-jump-forward = forward again
action-set-mark = mark the place by the letter that follows
action-go-to-mark = go to the mark of the letter that follows ('': where the last jump began)
action-bookmark = keep the place by a name
action-highlight = highlight what is selected
action-highlight-colour = the next colour of highlights
action-annotate = write to the highlight, or change what was written
action-next-highlight = the next highlight
action-previous-highlight = the previous highlight
action-delete-note = delete the highlight that is here, or what is chosen in the list
action-undo-delete = bring back what was deleted last
action-list-notes = the list of marks, bookmarks and highlights
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
panel-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
panel-places = { $count ->
    [one] 1 place
   *[other] { $count } places
}
panel-organisations = { $count ->
    [one] 1 organisation
   *[other] { $count } organisations
}
panel-others = { $count ->
    [one] 1 other name
   *[other] { $count } other names
}
panel-dates = { $count ->
    [one] 1 date or time
   *[other] { $count } dates and times
}
panel-numbers = { $count ->
    [one] 1 number
   *[other] { $count } numbers
}
panel-links = { $count ->
    [one] 1 address
   *[other] { $count } addresses
}
panel-title = Entities
panel-percent = read: { $percent } %
panel-waiting = being looked for …
panel-none = none in this article
panel-rules-only = language without names: dates and amounts
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

switch-word = word
switch-clitic = clitics
switch-regex = regex
switch-fuzzy = near
switch-exact = exact
switch-tashkeel = tashkeel
switch-tatweel = tatweel
switch-hamza = hamza
switch-alef-maksura = ى/ي
switch-teh-marbuta = ة/ه
switch-variants = ک/ك
switch-controls = joiners
switch-forms = forms
switch-digits = digits
switch-niqqud = niqqud
switch-finals = ם/מ
switch-case = case
switch-diacritics = accents
switch-punctuation = quotes
switch-space = space
switches-folds = overlooked:
hits-title = { $pattern } · { $count ->
    [one] one hit
   *[other] { $count } hits
}
hits-first = the first { $count } are listed
hits-by-place = by place
hits-by-after = by what follows
hits-by-before = by what precedes
hits-key = { $key } changes the order
status-narrowed = & { $pattern }
notes-title = Marks, bookmarks, highlights
notes-none = nothing is kept of this article yet
note-lost = lost
kind-mark = mark
kind-bookmark = bookmark
kind-highlight = highlight
colour-yellow = yellow
colour-green = green
colour-blue = blue
colour-pink = pink

direction-rtl = right to left
direction-ltr = left to right
direction-auto = direction: found
direction-first-strong = direction: by the first letter
direction-fixed-rtl = direction: right to left
direction-fixed-ltr = direction: left to right
status-paragraph = ¶ { $numbers }
status-letter = letter …
status-selecting = selecting
status-cursor = cursor

ask-bookmark = bookmark:
ask-bookmark-or = bookmark (Enter: { $name }):
ask-note = note:
ask-name = new name:

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
message-selecting = selecting: move, then { $key } copies; { $select } moves only the cursor
message-cursor = cursor: move to where it begins, then { $select } selects
message-copied = { $count ->
    [one] one character copied
   *[other] { $count } characters copied
}
message-too-large = not copied: { $size } bytes, the limit is { $limit }
message-no-next = this is the last article
message-no-previous = this is the first article
message-only-one = there is one article only
message-opening = opening { $name } …
message-opening-pipe = reading standard input …
message-replaced = { $count ->
    [one] one invalid character replaced ({ $encoding })
   *[other] { $count } invalid characters replaced ({ $encoding })
}
message-unknown-command = no such command: { $command }
message-unknown-command-near = no such command: { $command }; did you mean { $near }?
message-no-completion = nothing begins with { $command }
message-takes-no-words = { $command } takes no words
message-setting = { $name }: { $value }; it takes { $values }
message-not-repeatable = a pipe cannot be read again: give --{ $name } on the command line
message-unknown-key = { $key } does nothing; { $help } shows the keys
message-set = { $name }: { $value }
message-no-paragraph = { $count ->
    [one] there is one paragraph
   *[other] there are { $count } paragraphs
}
message-counting = paragraphs are still being counted
message-entities-on = entities highlighted
message-entities-off = entities not highlighted
message-marked = highlighted: { $what }
message-unmarked = not highlighted: { $what }
message-no-entities = no entities have been found here
message-no-such-entity = nothing of the kind has been found here
message-still-looking = still looking ({ $percent } %)
message-no-entity-here = no entity is chosen; { $key } or the panel ({ $panel }) chooses one
message-panel-narrow = the window is too narrow for the panel
message-panel-width = panel: { $width }
message-renamed = { $what } is now called { $name }
message-retyped = { $what } is now { $label ->
    [per] a person
    [loc] a place
    [org] an organisation
   *[other] another name
}
message-merged = { $what } is one with { $into }
message-split = { $form } is split off { $what }
message-hidden = { $what } is hidden
message-added = { $what } is now { $label ->
    [per] a person
    [loc] a place
    [org] an organisation
   *[other] another name
}
message-merge-with = { $name }: choose the other one and press { $key }
message-nothing-to-undo = no correction to take back
message-undone = taken back: { $done }
message-cannot-correct = that cannot be corrected here
message-corrections-failed = corrections are not kept: { $problem }
message-not-found = not found: { $pattern }
message-wrapped-on = went on from the beginning
message-wrapped-back = went on from the end
message-no-pattern = nothing has been searched for; { $key } begins
message-no-word = no word here
message-searching = searching …
message-narrowed = { $count ->
    [one] one paragraph holds it; { $key } and nothing shows all
   *[other] { $count } paragraphs hold it; { $key } and nothing shows all
}
message-all-shown = all paragraphs are shown
message-pattern-empty = type what to look for
message-pattern-folded = nothing is left of { $pattern } when marks are overlooked
message-pattern-regex = cannot read this as a regular expression: { $reason } (character { $at })
message-pattern-large = this regular expression is too large; fewer or smaller repetitions
message-patterns-failed = patterns are not kept: { $problem }
message-no-jump-back = no jump to go back from
message-no-jump-forward = no jump to go forward to
message-mark-set = marked { $letter }
message-no-mark = no mark { $letter } here
message-mark-letter = marks are letters
message-bookmarked = bookmark: { $name }
message-highlighted = highlighted; { $note } writes to it, { $colour } changes the colour, { $delete } deletes it
message-highlight-long = not highlighted: { $size } bytes, the limit is { $limit }
message-colour = colour of highlights: { $colour }
message-no-highlight-here = no highlight is chosen; { $key } goes to one
message-no-highlights = nothing is highlighted here
message-noted = note kept
message-note-emptied = the note is empty now
message-name-empty = a name cannot be empty
message-note = note: { $note }
message-note-deleted = deleted; { $key } brings it back
message-note-restored = back again: { $what }
message-nothing-deleted = nothing was deleted here that could come back
message-mark-taken = mark { $letter } has been set anew; the deleted one stays deleted
message-note-lost = the text has changed and does not hold it any more
message-store-failed = what you do is not kept: { $what }
message-store-damaged = the store was damaged; it was set aside as { $what } and a new one begun
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
