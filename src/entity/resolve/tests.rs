//! Small articles with their mentions marked, and what they should come to.

use super::*;
use crate::span::Span;

/// `[PER text]` in `marked` is a mention; the text without the marks, and the mentions.
fn unmarked(marked: &str) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('[') {
        let (mention, behind) = behind.split_once(']').unwrap();
        let (label, name) = mention.split_once(' ').unwrap();
        text.push_str(before);
        let start = text.len();
        text.push_str(name);
        mentions.push(Mention { span: Span::new(start, text.len()), label: Label::of(label).unwrap() });
        rest = behind;
    }
    text.push_str(rest);
    (text, mentions)
}

/// The entries of `marked`: `name = alias | alias`, one a line, with how often each is mentioned.
fn entries(language: &str, marked: &str) -> String {
    let names = Names::parse(crate::assets::NAMES).unwrap();
    let (text, mentions) = unmarked(marked);
    let all = resolve(&text, &mentions, language, &names);
    let line = |of: &Entity| {
        let forms: Vec<&str> = std::iter::once(&of.name).chain(&of.aliases).map(String::as_str).collect();
        format!("{}×{}", forms.join("|"), of.mentions.len())
    };
    all.into_inner().iter().map(line).collect::<Vec<_>>().join(", ")
}

fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(marked, expected)| (marked, expected, entries(language, marked)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(marked, expected, found)| format!("{marked}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn spellings_of_one_name_are_one() {
    check(
        "ar",
        &[
            ("[LOC الأردن] و[LOC الاردن]", "الأردن|الاردن×2"),
            ("[LOC لُبنان] و[LOC لبنان]", "لُبنان×2"),
            ("[ORG القاعدة] و[ORG قاعدة]", "القاعدة|قاعدة×2"),
            ("زار [LOC الموصل] ثم عاد لِ[LOC لموصل]", "الموصل×2"),
            ("سافر ل[LOC لبنان]", "لبنان×1"),
            ("قال ل[PER لطفي]", "لطفي×1"),
            ("عاد ل[LOC لاذقية]", "اللاذقية×1"),
            ("[ORG الأمم المتحدة] ول[ORG لأمم المتحدة]", "الأمم المتحدة×2"),
            ("[LOC سوريا] و[LOC سورية]", "سوريا|سورية×2"),
            ("[PER عبد الله غيث] و[PER عبدالله غيث]", "عبد الله غيث|عبدالله غيث×2"),
            ("[LOC ڤالمة] و[LOC قالمة]", "ڤالمة|قالمة×2"),
            ("[LOC القدس] «[LOC القـدس]»", "القدس×2"),
            ("[LOC كوريا الجنوبية] و[LOC كوريا الشمالية]", "كوريا الجنوبية×1, كوريا الشمالية×1"),
            ("[LOC السودان] و[LOC جنوب السودان]", "السودان×1, جنوب السودان×1"),
        ],
    );
    check(
        "en",
        &[
            ("[ORG Harbourline] and [ORG Harbourline's] and [ORG HARBOURLINE]", "Harbourline|HARBOURLINE×3"),
            ("[ORG Harbourline’s] and [ORG Harbourline]", "Harbourline×2"),
            ("[LOC The Hague] in [LOC Hague]", "The Hague|Hague×2"),
            ("[LOC Gulf of Aden] by [LOC Aden]", "Gulf of Aden×1, Aden×1"),
        ],
    );
    check(
        "he",
        &[
            ("[ORG האו\"ם] ב[ORG או״ם]", "האו\"ם|או״ם×2"),
            ("[ORG ההסתדרות] ב[ORG הסתדרות]", "ההסתדרות|הסתדרות×2"),
            ("[LOC הודו] ו[LOC הולנד]", "הודו×1, הולנד×1"),
        ],
    );
    check(
        "fa",
        &[
            ("[ORG مؤسسهٔ کیهان] و [ORG مؤسسه‌ی کیهان]", "مؤسسه‌ی کیهان|مؤسسهٔ کیهان×2"),
            ("[LOC آمریکای] و [LOC آمریکا]", "آمریکای|آمریکا×2"),
            ("[LOC گرگان] و [LOC کرگان]", "گرگان×1, کرگان×1"),
        ],
    );
    check(
        "ur",
        &[("[LOC امریکہ] اور [LOC امریکا]", "امریکہ|امریکا×2"), ("[LOC نیپالہ] [LOC نیپالا]", "نیپالہ|نیپالا×2")],
    );
}

#[test]
fn surnames_find_their_persons() {
    check(
        "ar",
        &[
            ("[PER إياد علاوي] ثم [PER علاوي]", "إياد علاوي|علاوي×2"),
            ("[PER علاوي] يعود\n\n[PER إياد علاوي]", "إياد علاوي|علاوي×2"),
            (
                "[PER زهراء الساعدي] [PER الساعدي] [PER حيدر الساعدي] [PER الساعدي]",
                "زهراء الساعدي|الساعدي×2, حيدر الساعدي|الساعدي×2",
            ),
            ("[PER أحمد الأسد] و[PER بشار الأسد]", "أحمد الأسد×1, بشار الأسد×1"),
            ("[PER الأسد] و[PER أحمد الأسد] و[PER بشار الأسد]", "الأسد×1, أحمد الأسد×1, بشار الأسد×1"),
            ("[PER محمد حسني مبارك] [PER حسني مبارك] [PER مبارك]", "محمد حسني مبارك|حسني مبارك|مبارك×3"),
            (
                "[PER نقولا شاهين الحداد] [PER إلياس شاهين الحداد] [PER نقولا الحداد] [PER الحداد]",
                "نقولا شاهين الحداد|نقولا الحداد|الحداد×3, إلياس شاهين الحداد×1",
            ),
            ("[PER عثمان أبو شوك] ول[PER أبي شوك]", "عثمان أبو شوك|أبي شوك×2"),
            ("[PER أسامة بن لادن] [PER بن لادن] [PER ابن لادن]", "أسامة بن لادن|بن لادن|ابن لادن×3"),
            ("[PER حسن نصر الله] [PER نصر الله]", "حسن نصر الله|نصر الله×2"),
            ("[PER عبد الفتاح السيسي] [PER السيسي]", "عبد الفتاح السيسي|السيسي×2"),
            ("[PER عبد السلام اليوسفي] و[PER عبد السلام عارف]", "عبد السلام اليوسفي×1, عبد السلام عارف×1"),
            ("[PER صدام حسين] [PER صدام]", "صدام حسين|صدام×2"),
            ("[PER علي حسن] و[PER علي كريم] و[PER علي]", "علي حسن×1, علي كريم×1, علي×1"),
            ("[PER خلفان بن سعيد البلوشي] [PER خلفان البلوشي]", "خلفان بن سعيد البلوشي|خلفان البلوشي×2"),
            ("[PER محمد بن سلمان] [PER ابن سلمان]", "محمد بن سلمان|ابن سلمان×2"),
            ("[PER لحسن بنعلي]، أو [PER لحسن بن علي]، [PER بنعلي]", "لحسن بن علي|لحسن بنعلي|بنعلي×3"),
            ("[PER حيدر العبادي] من [LOC العبادي]", "حيدر العبادي×1, العبادي×1"),
            ("[PER إسلام الأعصر] شكرا ل[PER لأعصر]", "إسلام الأعصر|الأعصر×2"),
            ("[PER الشيخ أحمد ياسين] و[PER ياسين]", "الشيخ أحمد ياسين|ياسين×2"),
        ],
    );
    check(
        "en",
        &[
            ("[PER Bashar al-Assad] [PER Assad] [PER al-Assad]", "Bashar al-Assad|Assad|al-Assad×3"),
            ("[PER George W. Bush] [PER George Bush] [PER Bush]", "George W. Bush|George Bush|Bush×3"),
            ("[PER Margaret Holt] and [PER M. Holt]", "Margaret Holt|M. Holt×2"),
            ("[PER Étienne Roux] [PER Solange Roux] [PER Etienne Roux]", "Étienne Roux|Etienne Roux×2, Solange Roux×1"),
            ("[PER Youmna Abou Rjeily] [PER Abou Rjeily]", "Youmna Abou Rjeily|Abou Rjeily×2"),
            ("[PER Vincent van Gogh] [PER Van Gogh] [PER Gogh]", "Vincent van Gogh|Van Gogh|Gogh×3"),
            ("[PER Tomasi Vunipeau] [PER Tomasi] [PER Vunipeau's]", "Tomasi Vunipeau|Tomasi|Vunipeau's×3"),
            ("[PER Ben Affleck] [PER Affleck]", "Ben Affleck|Affleck×2"),
            ("[PER Will March] in [DATE March]", "Will March×1, March×1"),
        ],
    );
    check(
        "he",
        &[
            ("[PER חיים בן לולו] [PER בן לולו]", "חיים בן לולו|בן לולו×2"),
            ("[PER מיכל אבן-צור] [PER אבן-צור]", "מיכל אבן-צור|אבן-צור×2"),
            ("[PER גיא רוזנצווייג] [PER דרור רוזנצווייג]", "גיא רוזנצווייג×1, דרור רוזנצווייג×1"),
        ],
    );
    check(
        "fa",
        &[
            ("[PER صفر علی‌نژاد] [PER علی‌نژاد]", "صفر علی‌نژاد|علی‌نژاد×2"),
            ("[PER رسول نجفی] و [PER دانیال نجفی]", "رسول نجفی×1, دانیال نجفی×1"),
            ("[PER فروغ فرخزاد] [PER فروغ]", "فروغ فرخزاد|فروغ×2"),
        ],
    );
    check(
        "ur",
        &[
            ("[PER امّاں ہاجرہ]\n[PER ہاجرہ خاتون]", "ہاجرہ خاتون|امّاں ہاجرہ×2"),
            ("[PER علی رضا سدپارہ] نے [PER سدپارہ]", "علی رضا سدپارہ|سدپارہ×2"),
        ],
    );
}

#[test]
fn organisations_have_long_and_short_forms() {
    check(
        "ar",
        &[
            ("[ORG مجلس الأمن] و[ORG مجلس الأمن الدولي]", "مجلس الأمن الدولي|مجلس الأمن×2"),
            ("[ORG كتائب الفجر الأول] [ORG الفجر الأول]", "كتائب الفجر الأول|الفجر الأول×2"),
            ("[ORG صحيفة الميزان] [ORG الميزان]", "صحيفة الميزان|الميزان×2"),
            ("[ORG الميزان] [ORG صحيفة الميزان]", "صحيفة الميزان|الميزان×2"),
            ("[ORG حزب الله] [MISC الله]", "حزب الله×1, الله×1"),
            ("[ORG البيدر القابضة] [ORG البيدر]", "البيدر القابضة|البيدر×2"),
            ("[ORG طلائع الدلتا] [ORG الطلائع]", "طلائع الدلتا|الطلائع×2"),
            ("[ORG البنك المركزي المصري] و[ORG المصري]", "البنك المركزي المصري×1, المصري×1"),
            ("\n[ORG الجيش السوري] ثم [ORG الجيش السوري الحر]", "الجيش السوري×1, الجيش السوري الحر×1"),
            ("[ORG داعش] [ORG تنظيم الدولة الإسلامية]", "تنظيم الدولة الإسلامية|داعش×2"),
            ("[ORG الناتو] [ORG حلف شمال الأطلسي]", "حلف شمال الأطلسي|الناتو×2"),
            ("[LOC أميركا] [LOC الولايات المتحدة] [LOC واشنطن]", "الولايات المتحدة|أميركا×2, واشنطن×1"),
            ("[LOC جبل لبنان] [LOC لبنان]", "جبل لبنان×1, لبنان×1"),
            ("[ORG جامعة قالمة] في [LOC قالمة]", "جامعة قالمة×1, قالمة×1"),
            ("[MISC مفاتيح النهر الأخير] [MISC المفاتيح]", "مفاتيح النهر الأخير|المفاتيح×2"),
        ],
    );
    check(
        "en",
        &[
            ("[ORG World Food Programme] and [ORG WFP]", "World Food Programme|WFP×2"),
            ("[ORG Society of Authors] [ORG SA] [PER Sam Okonjo]", "Society of Authors|SA×2, Sam Okonjo×1"),
            ("[LOC U.S.] [LOC United States] [LOC America]", "United States|U.S.|America×3"),
            ("[ORG al-Qaeda] [ORG Qaeda]", "al-Qaeda|Qaeda×2"),
        ],
    );
    check(
        "he",
        &[
            ("[ORG מ.כ. דימונה]\n[ORG מועדון כדורגל דימונה]", "מועדון כדורגל דימונה|מ.כ. דימונה×2"),
            ("[ORG הפועל באר שבע] [ORG באר שבע]", "הפועל באר שבע|באר שבע×2"),
            ("[LOC ארצות הברית] [LOC ארה\"ב]", "ארצות הברית|ארה\"ב×2"),
        ],
    );
    check(
        "fa",
        &[
            ("[ORG شاهین]\n[ORG شاهین شهرداری بوشهر] و [ORG شاهین]", "شاهین شهرداری بوشهر|شاهین×3"),
            ("[ORG جمعیت هلال احمر] و [ORG هلال احمر]", "جمعیت هلال احمر|هلال احمر×2"),
            ("[LOC آذربایجان غربی] و [LOC آذربایجان]", "آذربایجان غربی×1, آذربایجان×1"),
        ],
    );
    check(
        "ur",
        &[
            ("[ORG راولپنڈی ریمز] [ORG ریمز]", "راولپنڈی ریمز|ریمز×2"),
            ("[LOC متحدہ عرب امارات] [LOC امارات]", "متحدہ عرب امارات|امارات×2"),
        ],
    );
}

#[test]
fn the_text_says_which_names_are_one() {
    check(
        "ar",
        &[
            ("[ORG الشركة الأردنية لتكرير الملح] ([ORG سلتكو])", "الشركة الأردنية لتكرير الملح|سلتكو×2"),
            ("[ORG منظمة النخيل العالمية] ([ORG WPO])", "منظمة النخيل العالمية|WPO×2"),
            ("[LOC الموصل] ([LOC العراق])", "الموصل×1, العراق×1"),
            ("[PER محمد صلاح] ([ORG ليفربول])", "محمد صلاح×1, ليفربول×1"),
            ("[PER علي كريم] ([PER حسن عمر])", "علي كريم×1, حسن عمر×1"),
            ("[PER سعيد الكثيري] ([PER أبو نايف]) و[PER أبي نايف]", "سعيد الكثيري|أبو نايف|أبي نايف×3"),
            ("[PER نقولا الحداد]، المعروف بلقب «[PER أبو طارق]»", "نقولا الحداد|أبو طارق×2"),
            ("[PER الطيب البشير]، الذي يعرفه جمهوره باسم [PER أبو عازة]", "الطيب البشير|أبو عازة×2"),
            ("[PER سامي خالد]، زعيم [ORG الهلال]، الملقب بـ[PER الصقر]", "سامي خالد|الصقر×2, الهلال×1"),
            ("في [LOC بغداد] حي يعرف باسم [LOC الثورة]", "بغداد×1, الثورة×1"),
        ],
    );
    check(
        "en",
        &[
            ("[PER Ali Nasser], better known as [PER Zorro], left", "Ali Nasser|Zorro×2"),
            ("[ORG Hamas] called [ORG Fatah]", "Hamas×1, Fatah×1"),
        ],
    );
    check("fa", &[("[PER علی کریمی] معروف به [PER جادوگر]", "علی کریمی|جادوگر×2")]);
    check("ur", &[("[PER محمد خان]، جو [PER ببلو] کے نام سے مشہور ہیں", "محمد خان|ببلو×2")]);
    check("he", &[("[PER יעקב לוי], המכונה [PER קובי]", "יעקב לוי|קובי×2")]);
}

#[test]
fn labels_are_settled_by_the_most() {
    let label = |marked: &str| {
        let (text, mentions) = unmarked(marked);
        let names = Names::parse(crate::assets::NAMES).unwrap();
        let all = resolve(&text, &mentions, "ar", &names).into_inner();
        all.iter().map(|entity| entity.label.code()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(label("[ORG رشد] [MISC رشد] [MISC رشد]"), "MISC");
    assert_eq!(label("[LOC الناتو] [ORG الناتو] [ORG الناتو]"), "ORG");
    assert_eq!(label("[PER العمارة] [LOC العمارة] [LOC العمارة]"), "PER LOC");
    assert_eq!(label("[LOC بغداد] [ORG بغداد]"), "LOC ORG");
}

#[test]
fn values_written_alike_are_one() {
    check(
        "ar",
        &[
            ("[DATE أكتوبر/تشرين الأول] و[DATE اكتوبر / تشرين الأول]", "أكتوبر/تشرين الأول|اكتوبر / تشرين الأول×2"),
            ("[DATE أكتوبر] و[DATE أكتوبر/تشرين الأول]", "أكتوبر×1, أكتوبر/تشرين الأول×1"),
            ("[MONEY 5 ملايين] و[MONEY ٥ ملايين]", "5 ملايين|٥ ملايين×2"),
            (
                "[HANDLE #نيزار] [HANDLE #نيزار] [URL http://a/B] [URL http://a/b]",
                "#نيزار×2, http://a/B×1, http://a/b×1",
            ),
        ],
    );
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(entries("ar", "لا شيء"), "");
    check("und", &[("[PER ...] [ORG \"\"] [LOC  ]", "...×1, \"\"×1, ×1")]);
}

#[test]
fn a_hundred_thousand_mentions_take_no_time_and_always_come_out_alike() {
    let mut text = String::new();
    for number in 0..100_000u32 {
        let (given, family) = (number % 997, number % 131);
        match number % 4 {
            0 => text.push_str(&format!("[PER علي{given} بن{given} أبو شاكر{family}] ")),
            1 => text.push_str(&format!("[PER شاكر{family}] ")),
            2 => text.push_str(&format!("[ORG حزب النور{number} والعدل الدولي] ")),
            _ => text.push_str("قال ل[LOC لموصل] "),
        }
    }
    let (text, mentions) = unmarked(&text);
    let names = Names::parse(crate::assets::NAMES).unwrap();
    let start = std::time::Instant::now();
    let all = resolve(&text, &mentions, "ar", &names);
    let took = start.elapsed();
    assert_eq!(all.places().len(), mentions.len());
    assert_eq!(all, resolve(&text, &mentions, "ar", &names));
    println!("{} mentions, {} entries: {took:?}", mentions.len(), all.len());
    assert!(took.as_secs() < 10, "{took:?}");
}
