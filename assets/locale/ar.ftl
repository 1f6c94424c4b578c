# نصوص واجهة قارئ بالعربية.
group-move = التنقّل
group-show = العرض
group-select = التحديد والنسخ
group-search = البحث
group-pattern = عند كتابة ما يُبحث عنه
group-line = عند كتابة أي سطر
group-keep = الحفظ
group-entities = الأسماء والتواريخ
group-panel = في لوحة الأسماء
group-articles = المقالات
group-program = قارئ

action-line-down = سطر إلى الأمام
action-line-up = سطر إلى الخلف
action-page-down = صفحة إلى الأمام
action-page-up = صفحة إلى الخلف
action-half-page-down = نصف صفحة إلى الأمام
action-half-page-up = نصف صفحة إلى الخلف
action-left = إلى اليسار: صفحة إلى الأمام في مقال يُكتب من اليمين
action-right = إلى اليمين: صفحة إلى الخلف في مقال يُكتب من اليمين
action-start = إلى البداية (ومع رقم: إلى تلك الفقرة)
action-end = إلى النهاية (ومع رقم: إلى تلك الفقرة)
action-next-paragraph = إلى الفقرة التالية
action-previous-paragraph = إلى الفقرة السابقة
action-percent = إلى تلك النسبة المئوية (الرقم أولا)
action-next-word = عند التحديد: إلى نهاية الكلمة، أو نهاية التالية
action-previous-word = عند التحديد: كلمة إلى الخلف
action-cycle-direction = الاتجاه: تلقائي، من اليمين، من اليسار
action-toggle-tashkeel = إظهار التشكيل أو إخفاؤه
action-cycle-mode = نمط الإخراج: visual أو explicit أو runs أو words أو mlterm أو lro أو logical
action-cycle-theme = السمة التالية
action-narrower = أسطر أقصر
action-wider = أسطر أطول
action-toggle-justify = ضبط الأسطر أو تركها
action-toggle-furniture = طيّ ملحقات الصفحة أو إظهارها
action-select = التحديد من النتيجة أو الاسم أو المؤشر، ومرة أخرى: تحريك المؤشر وحده
action-copy = نسخ المحدَّد
action-copy-paragraph = نسخ الفقرة
action-search = البحث عما تكتبه، إلى الأمام
action-search-back = البحث عما تكتبه، إلى الخلف
action-next-hit = النتيجة التالية
action-previous-hit = النتيجة السابقة
action-hits = كل النتائج في سياقها
action-hits-sort = ترتيب النتائج: الموضع أو ما يليها أو ما يسبقها
action-narrow = الفقرات التي فيها ما تكتبه وحدها، ولا شيء يُظهر الكل
action-search-word = كلمات كاملة
action-search-clitic = كلمات كاملة بما يتصل بها من حروف وضمائر
action-search-regex = تعبير نمطي
action-search-fuzzy = كلمات قريبة الرسم
action-search-exact = كما كُتب تماما، أو بتسامح اللغة
action-search-tashkeel = إهمال التشكيل أو مراعاته
action-search-tatweel = إهمال التطويل أو مراعاته
action-search-hamza = إهمال كرسي الهمزة (أ إ آ ؤ ئ) أو مراعاته
action-search-alef-maksura = ى مثل ي أو لا
action-search-teh-marbuta = ة مثل ه أو لا
action-search-variants = حروف الفارسية والأردية ک ی ہ مثل ك ي ه أو لا
action-search-controls = إهمال فواصل الوصل ومحارف الاتجاه أو مراعاتها
action-search-forms = أشكال العرض مثل الحروف أو لا
action-search-digits = ٣ و۳ مثل 3 أو لا
action-search-niqqud = إهمال النقود العبري أو مراعاته
action-search-finals = ם مثل מ أو لا
action-search-case = إهمال حالة الأحرف أو مراعاتها (وحرف كبير يراعيها)
action-search-diacritics = إهمال علامات الحروف اللاتينية أو مراعاتها
action-search-punctuation = علامات التنصيص والشرطات سواء أو لا
action-search-space = الفراغات سواء أو لا
action-cursor-left = حرف إلى اليسار
action-cursor-right = حرف إلى اليمين
action-cursor-back = حرف إلى الخلف في النص
action-cursor-forward = حرف إلى الأمام
action-cursor-word-left = كلمة إلى اليسار
action-cursor-word-right = كلمة إلى اليمين
action-cursor-word-back = كلمة إلى الخلف في النص
action-cursor-word-forward = كلمة إلى الأمام
action-cursor-start = إلى بداية السطر
action-cursor-end = إلى نهايته
action-delete-back = حذف الحرف الذي قبل المؤشر
action-delete-forward = حذف الحرف الذي عند المؤشر
action-delete-word-back = الحذف إلى بداية الكلمة
action-delete-word-forward = الحذف إلى نهاية الكلمة
action-delete-to-start = حذف كل ما قبل المؤشر
action-delete-to-end = حذف كل ما بعد المؤشر
action-line-older = ما كُتب هنا قبله: بحث أو أمر
action-line-newer = ما كُتب هنا بعده
action-complete = عند كتابة أمر: إكمال الاسم أو القيمة، أو عرض الممكن منها
action-accept-line = قبول السطر كما هو
action-drop-line = ترك السطر
action-jump-back = عودة إلى ما قبل القفزة الأخيرة
action-jump-forward = إلى الأمام من جديد
action-set-mark = علامة على الموضع بالحرف الذي يلي
action-go-to-mark = إلى علامة الحرف الذي يلي ('': حيث بدأت القفزة الأخيرة)
action-bookmark = حفظ الموضع باسم
action-highlight = تظليل المحدَّد
action-highlight-colour = لون التظليل التالي
action-annotate = كتابة ملاحظة على التظليل أو تغييرها
action-next-highlight = التظليل التالي
action-previous-highlight = التظليل السابق
action-delete-note = حذف التظليل الذي هنا، أو ما اختير في القائمة
action-undo-delete = استعادة آخر ما حُذف
action-list-notes = قائمة العلامات والمواضع المحفوظة والتظليلات
action-entity-panel = لوحة الأسماء: فتحها أو الانتقال إليها أو إغلاقها
action-entity-focus = إلى اللوحة أو عودة إلى النص
action-next-mention = الذِّكر التالي لأي اسم مميَّز
action-previous-mention = الذِّكر السابق لأي اسم مميَّز
action-next-person = الذِّكر التالي لشخص
action-previous-person = الذِّكر السابق لشخص
action-next-place = الذِّكر التالي لمكان
action-previous-place = الذِّكر السابق لمكان
action-next-organisation = الذِّكر التالي لمنظمة
action-previous-organisation = الذِّكر السابق لمنظمة
action-next-date = التاريخ التالي
action-previous-date = التاريخ السابق
action-next-same = الذِّكر التالي للاسم نفسه
action-previous-same = الذِّكر السابق للاسم نفسه
action-entity-card = كل شيء عن الاسم المختار
action-timeline = التواريخ مع جُملها
action-entity-rename = اسم آخر للمذكور
action-entity-retype = نوع آخر للمذكور
action-entity-merge = ضم المذكور إلى الذي يُختار بعده
action-entity-split = فصل هذه الصيغة عن المذكور
action-entity-hide = إخفاء المذكور
action-entity-add = جعل المحدد اسما مذكورا
action-entity-undo = التراجع عن آخر تصحيح
action-toggle-entities = تمييز الأسماء أو تركها
action-mark-people = تمييز الأشخاص أو تركهم
action-mark-places = تمييز الأماكن أو تركها
action-mark-organisations = تمييز المنظمات أو تركها
action-mark-others = تمييز الأسماء الأخرى أو تركها
action-mark-dates = تمييز التواريخ والأوقات أو تركها
action-mark-numbers = تمييز الأرقام أو تركها
action-mark-links = تمييز العناوين أو تركها
action-panel-sort = الترتيب: أول ذِكر أو عدد المرات أو الاسم
action-panel-filter = إظهار الأسماء التي فيها ما تكتبه
action-fold-people = طيّ الأشخاص أو إظهارهم
action-fold-places = طيّ الأماكن أو إظهارها
action-fold-organisations = طيّ المنظمات أو إظهارها
action-fold-others = طيّ الأسماء الأخرى أو إظهارها
action-fold-dates = طيّ التواريخ والأوقات أو إظهارها
action-fold-numbers = طيّ الأرقام أو إظهارها
action-fold-links = طيّ العناوين أو إظهارها
action-next-article = المقال التالي
action-previous-article = المقال السابق
action-list-articles = قائمة المقالات
action-choose = اختيار، وفي النص سطر إلى الأمام
action-cancel = إغلاق ما هو مفتوح
action-prompt = كتابة أمر
action-help = هذه المساعدة
action-redraw = إعادة رسم الشاشة
action-suspend = تعليق البرنامج
action-quit = خروج

help-title = المفاتيح
help-hint = رقم قبل المفتاح يكرّره. للإغلاق { $keys }.
list-title = المقالات
list-unread = لم يُفتح بعد

class-people = أشخاص
class-places = أماكن
class-organisations = منظمات
class-others = أسماء أخرى
class-dates = تواريخ وأوقات
class-numbers = أرقام
class-links = عناوين
label-per = شخص
label-loc = مكان
label-org = منظمة
label-misc = اسم
label-date = تاريخ
label-time = وقت
label-money = مبلغ
label-percent = نسبة مئوية
label-quantity = مقدار
label-cardinal = عدد
label-url = عنوان صفحة
label-email = عنوان بريد
label-handle = معرّف
panel-people = { $count ->
    [zero] لا أشخاص
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصا
   *[other] { $count } شخص
}
panel-places = { $count ->
    [zero] لا أماكن
    [one] مكان واحد
    [two] مكانان
    [few] { $count } أماكن
    [many] { $count } مكانا
   *[other] { $count } مكان
}
panel-organisations = { $count ->
    [zero] لا منظمات
    [one] منظمة واحدة
    [two] منظمتان
    [few] { $count } منظمات
    [many] { $count } منظمة
   *[other] { $count } منظمة
}
panel-others = { $count ->
    [zero] لا أسماء أخرى
    [one] اسم آخر
    [two] اسمان آخران
    [few] { $count } أسماء أخرى
    [many] { $count } اسما آخر
   *[other] { $count } اسم آخر
}
panel-dates = { $count ->
    [zero] لا تواريخ
    [one] تاريخ أو وقت
    [two] تاريخان أو وقتان
    [few] { $count } تواريخ وأوقات
    [many] { $count } تاريخا ووقتا
   *[other] { $count } تاريخ ووقت
}
panel-numbers = { $count ->
    [zero] لا أرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقما
   *[other] { $count } رقم
}
panel-links = { $count ->
    [zero] لا عناوين
    [one] عنوان واحد
    [two] عنوانان
    [few] { $count } عناوين
    [many] { $count } عنوانا
   *[other] { $count } عنوان
}
panel-title = الأسماء
panel-percent = قُرئ { $percent }٪
panel-waiting = يُبحث عنها …
panel-none = لا أسماء في هذا المقال
panel-rules-only = لغة لا تُعرف أسماؤها: التواريخ والمقادير فقط
panel-no-match = لا اسم فيه ذلك
panel-sort-first = بحسب أول ذِكر
panel-sort-count = بحسب عدد المرات
panel-sort-name = بحسب الاسم
card-count = { $count ->
    [zero] لم يُذكر
    [one] ذُكر مرة واحدة
    [two] ذُكر مرتين
    [few] ذُكر { $count } مرات
    [many] ذُكر { $count } مرة
   *[other] ذُكر { $count } مرة
}
card-aliases = ويُسمّى: { $names }
card-sentence = في الجملة نفسها: { $names }
card-paragraph = في الفقرة نفسها: { $names }
card-dates = تواريخ في الجملة نفسها: { $names }
timeline-title = التواريخ
timeline-none = لا تاريخ في هذا المقال

switch-word = كلمة
switch-clitic = لواصق
switch-regex = نمط
switch-fuzzy = قريب
switch-exact = تماما
switch-tashkeel = التشكيل
switch-tatweel = التطويل
switch-hamza = الهمزة
switch-alef-maksura = ى/ي
switch-teh-marbuta = ة/ه
switch-variants = ک/ك
switch-controls = الوصل
switch-forms = الأشكال
switch-digits = الأرقام
switch-niqqud = النقود
switch-finals = ם/מ
switch-case = الحالة
switch-diacritics = العلامات
switch-punctuation = التنصيص
switch-space = الفراغ
switches-folds = يُهمل:
hits-title = { $pattern } · { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
hits-first = يُعرض أول { $count }
hits-by-place = بحسب الموضع
hits-by-after = بحسب ما يليها
hits-by-before = بحسب ما يسبقها
hits-key = { $key } يغيّر الترتيب
status-narrowed = & { $pattern }
notes-title = العلامات والمواضع المحفوظة والتظليلات
notes-none = لم يُحفظ شيء من هذا المقال بعد
note-lost = مفقود
kind-mark = علامة
kind-bookmark = موضع محفوظ
kind-highlight = تظليل
colour-yellow = أصفر
colour-green = أخضر
colour-blue = أزرق
colour-pink = وردي

direction-rtl = من اليمين
direction-ltr = من اليسار
direction-auto = الاتجاه: تلقائي
direction-first-strong = الاتجاه: بحسب أول حرف
direction-fixed-rtl = الاتجاه: من اليمين إلى اليسار
direction-fixed-ltr = الاتجاه: من اليسار إلى اليمين
status-paragraph = ف { $numbers }
status-letter = حرف …
status-selecting = تحديد
status-cursor = مؤشر

ask-bookmark = اسم الموضع:
ask-bookmark-or = اسم الموضع (Enter: { $name }):
ask-note = ملاحظة:
ask-name = الاسم الجديد:

message-tashkeel-shown = التشكيل ظاهر
message-marks-dropped = هذه الطرفية لا ترسم الحركات فوق الحروف: هي مخفيّة
message-tashkeel-hidden = التشكيل مخفي
message-mode = الإخراج: { $mode }
message-theme = السمة: { $theme }
message-measure = طول السطر: { $measure }
message-measure-full = طول السطر: عرض النافذة كله
message-width-fixed = طول السطر ثابت بالإعداد width
message-justify-on = الأسطر مضبوطة
message-justify-off = الأسطر غير مضبوطة
message-furniture-none = لا ملحقات للصفحة هنا
message-furniture-folded = ملحقات الصفحة مطويّة
message-furniture-shown = ملحقات الصفحة ظاهرة
message-nothing-selected = لا شيء محدَّد، يبدأ التحديد بالمفتاح { $key }
message-selecting = تحديد: تحرّك ثم انسخ بالمفتاح { $key }، والمفتاح { $select } يحرّك المؤشر وحده
message-cursor = المؤشر: حرّكه إلى البداية ثم حدّد بالمفتاح { $select }
message-copied = { $count ->
    [zero] لم يُنسخ شيء
    [one] نُسخ حرف واحد
    [two] نُسخ حرفان
    [few] نُسخت { $count } أحرف
    [many] نُسخ { $count } حرفا
   *[other] نُسخ { $count } حرف
}
message-too-large = لم يُنسخ: الحجم { $size } بايت والحدّ { $limit }
message-no-next = هذا آخر مقال
message-no-previous = هذا أول مقال
message-only-one = لا يوجد إلا مقال واحد
message-opening = يُفتح { $name } …
message-opening-pipe = يُقرأ الدخل القياسي …
message-replaced = { $count ->
    [zero] لم يُستبدل حرف ({ $encoding })
    [one] استُبدل حرف واحد غير صالح ({ $encoding })
    [two] استُبدل حرفان غير صالحين ({ $encoding })
    [few] استُبدلت { $count } أحرف غير صالحة ({ $encoding })
    [many] استُبدل { $count } حرفا غير صالح ({ $encoding })
   *[other] استُبدل { $count } حرف غير صالح ({ $encoding })
}
message-unknown-command = لا أمر بهذا الاسم: { $command }
message-unknown-command-near = لا أمر بهذا الاسم: { $command }، هل تقصد { $near }؟
message-no-completion = لا شيء يبدأ بما كُتب: { $command }
message-takes-no-words = الأمر { $command } لا يأخذ كلمات بعده
message-setting = { $name }: { $value }، والقيم الممكنة: { $values }
message-not-repeatable = لا يُقرأ الأنبوب مرتين: ضع الخيار --{ $name } في سطر الأوامر
message-unknown-key = المفتاح { $key } لا يفعل شيئا، والمفتاح { $help } يعرض المفاتيح
message-set = { $name }: { $value }
message-no-paragraph = { $count ->
    [zero] لا فقرات هنا
    [one] هنا فقرة واحدة
    [two] هنا فقرتان
    [few] هنا { $count } فقرات
    [many] هنا { $count } فقرة
   *[other] هنا { $count } فقرة
}
message-counting = ما زالت الفقرات تُعَدّ
message-entities-on = الأسماء مميَّزة
message-entities-off = الأسماء غير مميَّزة
message-marked = مميَّز: { $what }
message-unmarked = غير مميَّز: { $what }
message-no-entities = لم يُعثر على أسماء هنا
message-no-such-entity = لا شيء من هذا النوع هنا
message-still-looking = ما زال البحث جاريا ({ $percent }٪)
message-no-entity-here = لا اسم مختار؛ يُختار بالمفتاح { $key } أو من اللوحة ({ $panel })
message-panel-narrow = النافذة أضيق من أن تتسع للوحة
message-panel-width = عرض اللوحة: { $width }
message-renamed = صار اسم { $what }: { $name }
message-retyped = صار نوع { $what }: { $label ->
    [per] شخص
    [loc] مكان
    [org] منظمة
   *[other] اسم آخر
}
message-merged = ضُمّ { $what } إلى { $into }
message-split = فُصل { $form } عن { $what }
message-hidden = أُخفي { $what }
message-added = أُضيف { $what }: { $label ->
    [per] شخص
    [loc] مكان
    [org] منظمة
   *[other] اسم آخر
}
message-merge-with = { $name }: اختر الآخر ثم اضغط { $key }
message-nothing-to-undo = لا تصحيح يُتراجع عنه
message-undone = تُراجع عن: { $done }
message-cannot-correct = لا يمكن تصحيح هذا هنا
message-corrections-failed = لم تُحفظ التصحيحات: { $problem }
message-not-found = لم يوجد: { $pattern }
message-wrapped-on = استؤنف من البداية
message-wrapped-back = استؤنف من النهاية
message-no-pattern = لم يُبحث عن شيء بعد، يبدأ البحث بالمفتاح { $key }
message-no-word = لا كلمة هنا
message-searching = يُبحث …
message-narrowed = { $count ->
    [zero] لا فقرة فيها ذلك
    [one] فقرة واحدة فيها ذلك، ويُظهر { $key } بلا شيء الكل
    [two] فقرتان فيهما ذلك، ويُظهر { $key } بلا شيء الكل
    [few] { $count } فقرات فيها ذلك، ويُظهر { $key } بلا شيء الكل
    [many] { $count } فقرة فيها ذلك، ويُظهر { $key } بلا شيء الكل
   *[other] { $count } فقرة فيها ذلك، ويُظهر { $key } بلا شيء الكل
}
message-all-shown = كل الفقرات ظاهرة
message-pattern-empty = اكتب ما تبحث عنه
message-pattern-folded = لا يبقى شيء من { $pattern } عند إهمال العلامات
message-pattern-regex = هذا ليس تعبيرا نمطيا صحيحا: { $reason } (الحرف { $at })
message-pattern-large = هذا التعبير النمطي كبير جدا
message-patterns-failed = لا يُحفظ ما بُحث عنه: { $problem }
message-no-jump-back = لا قفزة يُعاد منها
message-no-jump-forward = لا قفزة يُتقدَّم إليها
message-mark-set = وُضعت العلامة { $letter }
message-no-mark = لا علامة { $letter } هنا
message-mark-letter = العلامات حروف
message-bookmarked = موضع محفوظ: { $name }
message-highlighted = ظُلِّل؛ { $note } للكتابة عليه، و{ $colour } للّون، و{ $delete } للحذف
message-highlight-long = لم يُظلَّل: { $size } بايت، والحد { $limit }
message-colour = لون التظليل: { $colour }
message-no-highlight-here = لم يُختر تظليل؛ { $key } يذهب إلى واحد
message-no-highlights = لا تظليل هنا
message-noted = حُفظت الملاحظة
message-note-emptied = الملاحظة فارغة الآن
message-name-empty = لا يكون الاسم فارغا
message-note = ملاحظة: { $note }
message-note-deleted = حُذف؛ { $key } يستعيده
message-note-restored = استُعيد: { $what }
message-nothing-deleted = لم يُحذف هنا شيء يُستعاد
message-mark-taken = العلامة { $letter } وُضعت من جديد؛ المحذوفة تبقى محذوفة
message-note-lost = تغيّر النص ولم يعد فيه
message-store-failed = ما تفعله لا يُحفظ: { $what }
message-store-damaged = كان المخزن تالفًا، فنُحّي باسم { $what } وبُدئ مخزن جديد
message-config = الإعدادات: { $problem }
message-config-more = { $count ->
    [zero] الإعدادات: { $problem }
    [one] الإعدادات: { $problem } (ومشكلة أخرى: qari config check)
    [two] الإعدادات: { $problem } (ومشكلتان أخريان: qari config check)
    [few] الإعدادات: { $problem } (و{ $count } مشكلات أخرى: qari config check)
    [many] الإعدادات: { $problem } (و{ $count } مشكلة أخرى: qari config check)
   *[other] الإعدادات: { $problem } (و{ $count } مشكلة أخرى: qari config check)
}
fold-line = { $count ->
    [zero] لا أسطر من ملحقات الصفحة
    [one] سطر من ملحقات الصفحة
    [two] سطران من ملحقات الصفحة
    [few] { $count } أسطر من ملحقات الصفحة
    [many] { $count } سطرا من ملحقات الصفحة
   *[other] { $count } سطر من ملحقات الصفحة
}

welcome-title = قارئ
welcome-body = يعرض قارئ المقالات بالعربية والفارسية والعبرية والأردية وغيرها كما كُتبت: من اليمين إلى اليسار، بحروف متصلة، والنص المختلط في ترتيبه.
welcome-open = افتح مقالا باسمه: { $command }
welcome-pipe = أو أرسله عبر أنبوب: { $command }
welcome-formats = نصوص بترميز UTF-8 وUTF-16 وWindows-1256 وISO-8859-6 وWindows-1255 وسائر ترميزات الشبكة.
welcome-sample = يفتح المفتاح { $key } مقالا نموذجيا.
welcome-keys = يقلب المفتاح { $page } الصفحة، ويعرض { $help } كل المفاتيح، ويخرج { $quit } من البرنامج.

calibrate-title = قارئ: أيّ سطر يُقرأ قراءة صحيحة؟
calibrate-question = أحد هذه الأسطر يبدأ من اليمين بكلمة «قرأ» وحروفه متّصلة وينتهي بالنقطة في اليسار، والعددان فيه 25 و٢٠٢٤، وبين القوسين «Unicode, UTF-8». اكتب رقمه، وإن صحّت عدّة أسطر فأوّلها.
calibrate-none = 0: لا سطر منها. Esc: توقّف من غير حفظ.
calibrate-mlterm = وهذا السطر، مرسومًا كما يُطلب من mlterm؟ 1: يُقرأ قراءة صحيحة.
