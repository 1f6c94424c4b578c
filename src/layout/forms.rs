//! Presentation forms of the Arabic letters, written by `assets/build/forms.py` from UnicodeData.txt.
//!
//! In: a base letter. Out: its isolated, final, initial and medial forms (`'\0'` where the standard has none). No logic.

/// One letter's forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms {
    /// The letter joined to nothing.
    pub isolated: char,
    /// Joined to the letter on its right.
    pub final_: char,
    /// Joined to the letter on its left.
    pub initial: char,
    /// Joined on both sides.
    pub medial: char,
}

const fn forms(isolated: char, final_: char, initial: char, medial: char) -> Forms {
    Forms { isolated, final_, initial, medial }
}

/// Base letter and its forms, ordered by letter.
#[rustfmt::skip]
pub const LETTERS: &[(char, Forms)] = &[
    ('\u{0621}', forms('\u{fe80}', '\0', '\0', '\0')),
    ('\u{0622}', forms('\u{fe81}', '\u{fe82}', '\0', '\0')),
    ('\u{0623}', forms('\u{fe83}', '\u{fe84}', '\0', '\0')),
    ('\u{0624}', forms('\u{fe85}', '\u{fe86}', '\0', '\0')),
    ('\u{0625}', forms('\u{fe87}', '\u{fe88}', '\0', '\0')),
    ('\u{0626}', forms('\u{fe89}', '\u{fe8a}', '\u{fe8b}', '\u{fe8c}')),
    ('\u{0627}', forms('\u{fe8d}', '\u{fe8e}', '\0', '\0')),
    ('\u{0628}', forms('\u{fe8f}', '\u{fe90}', '\u{fe91}', '\u{fe92}')),
    ('\u{0629}', forms('\u{fe93}', '\u{fe94}', '\0', '\0')),
    ('\u{062a}', forms('\u{fe95}', '\u{fe96}', '\u{fe97}', '\u{fe98}')),
    ('\u{062b}', forms('\u{fe99}', '\u{fe9a}', '\u{fe9b}', '\u{fe9c}')),
    ('\u{062c}', forms('\u{fe9d}', '\u{fe9e}', '\u{fe9f}', '\u{fea0}')),
    ('\u{062d}', forms('\u{fea1}', '\u{fea2}', '\u{fea3}', '\u{fea4}')),
    ('\u{062e}', forms('\u{fea5}', '\u{fea6}', '\u{fea7}', '\u{fea8}')),
    ('\u{062f}', forms('\u{fea9}', '\u{feaa}', '\0', '\0')),
    ('\u{0630}', forms('\u{feab}', '\u{feac}', '\0', '\0')),
    ('\u{0631}', forms('\u{fead}', '\u{feae}', '\0', '\0')),
    ('\u{0632}', forms('\u{feaf}', '\u{feb0}', '\0', '\0')),
    ('\u{0633}', forms('\u{feb1}', '\u{feb2}', '\u{feb3}', '\u{feb4}')),
    ('\u{0634}', forms('\u{feb5}', '\u{feb6}', '\u{feb7}', '\u{feb8}')),
    ('\u{0635}', forms('\u{feb9}', '\u{feba}', '\u{febb}', '\u{febc}')),
    ('\u{0636}', forms('\u{febd}', '\u{febe}', '\u{febf}', '\u{fec0}')),
    ('\u{0637}', forms('\u{fec1}', '\u{fec2}', '\u{fec3}', '\u{fec4}')),
    ('\u{0638}', forms('\u{fec5}', '\u{fec6}', '\u{fec7}', '\u{fec8}')),
    ('\u{0639}', forms('\u{fec9}', '\u{feca}', '\u{fecb}', '\u{fecc}')),
    ('\u{063a}', forms('\u{fecd}', '\u{fece}', '\u{fecf}', '\u{fed0}')),
    ('\u{0641}', forms('\u{fed1}', '\u{fed2}', '\u{fed3}', '\u{fed4}')),
    ('\u{0642}', forms('\u{fed5}', '\u{fed6}', '\u{fed7}', '\u{fed8}')),
    ('\u{0643}', forms('\u{fed9}', '\u{feda}', '\u{fedb}', '\u{fedc}')),
    ('\u{0644}', forms('\u{fedd}', '\u{fede}', '\u{fedf}', '\u{fee0}')),
    ('\u{0645}', forms('\u{fee1}', '\u{fee2}', '\u{fee3}', '\u{fee4}')),
    ('\u{0646}', forms('\u{fee5}', '\u{fee6}', '\u{fee7}', '\u{fee8}')),
    ('\u{0647}', forms('\u{fee9}', '\u{feea}', '\u{feeb}', '\u{feec}')),
    ('\u{0648}', forms('\u{feed}', '\u{feee}', '\0', '\0')),
    ('\u{0649}', forms('\u{feef}', '\u{fef0}', '\u{fbe8}', '\u{fbe9}')),
    ('\u{064a}', forms('\u{fef1}', '\u{fef2}', '\u{fef3}', '\u{fef4}')),
    ('\u{0671}', forms('\u{fb50}', '\u{fb51}', '\0', '\0')),
    ('\u{0677}', forms('\u{fbdd}', '\0', '\0', '\0')),
    ('\u{0679}', forms('\u{fb66}', '\u{fb67}', '\u{fb68}', '\u{fb69}')),
    ('\u{067a}', forms('\u{fb5e}', '\u{fb5f}', '\u{fb60}', '\u{fb61}')),
    ('\u{067b}', forms('\u{fb52}', '\u{fb53}', '\u{fb54}', '\u{fb55}')),
    ('\u{067e}', forms('\u{fb56}', '\u{fb57}', '\u{fb58}', '\u{fb59}')),
    ('\u{067f}', forms('\u{fb62}', '\u{fb63}', '\u{fb64}', '\u{fb65}')),
    ('\u{0680}', forms('\u{fb5a}', '\u{fb5b}', '\u{fb5c}', '\u{fb5d}')),
    ('\u{0683}', forms('\u{fb76}', '\u{fb77}', '\u{fb78}', '\u{fb79}')),
    ('\u{0684}', forms('\u{fb72}', '\u{fb73}', '\u{fb74}', '\u{fb75}')),
    ('\u{0686}', forms('\u{fb7a}', '\u{fb7b}', '\u{fb7c}', '\u{fb7d}')),
    ('\u{0687}', forms('\u{fb7e}', '\u{fb7f}', '\u{fb80}', '\u{fb81}')),
    ('\u{0688}', forms('\u{fb88}', '\u{fb89}', '\0', '\0')),
    ('\u{068c}', forms('\u{fb84}', '\u{fb85}', '\0', '\0')),
    ('\u{068d}', forms('\u{fb82}', '\u{fb83}', '\0', '\0')),
    ('\u{068e}', forms('\u{fb86}', '\u{fb87}', '\0', '\0')),
    ('\u{0691}', forms('\u{fb8c}', '\u{fb8d}', '\0', '\0')),
    ('\u{0698}', forms('\u{fb8a}', '\u{fb8b}', '\0', '\0')),
    ('\u{06a4}', forms('\u{fb6a}', '\u{fb6b}', '\u{fb6c}', '\u{fb6d}')),
    ('\u{06a6}', forms('\u{fb6e}', '\u{fb6f}', '\u{fb70}', '\u{fb71}')),
    ('\u{06a9}', forms('\u{fb8e}', '\u{fb8f}', '\u{fb90}', '\u{fb91}')),
    ('\u{06ad}', forms('\u{fbd3}', '\u{fbd4}', '\u{fbd5}', '\u{fbd6}')),
    ('\u{06af}', forms('\u{fb92}', '\u{fb93}', '\u{fb94}', '\u{fb95}')),
    ('\u{06b1}', forms('\u{fb9a}', '\u{fb9b}', '\u{fb9c}', '\u{fb9d}')),
    ('\u{06b3}', forms('\u{fb96}', '\u{fb97}', '\u{fb98}', '\u{fb99}')),
    ('\u{06ba}', forms('\u{fb9e}', '\u{fb9f}', '\0', '\0')),
    ('\u{06bb}', forms('\u{fba0}', '\u{fba1}', '\u{fba2}', '\u{fba3}')),
    ('\u{06be}', forms('\u{fbaa}', '\u{fbab}', '\u{fbac}', '\u{fbad}')),
    ('\u{06c0}', forms('\u{fba4}', '\u{fba5}', '\0', '\0')),
    ('\u{06c1}', forms('\u{fba6}', '\u{fba7}', '\u{fba8}', '\u{fba9}')),
    ('\u{06c5}', forms('\u{fbe0}', '\u{fbe1}', '\0', '\0')),
    ('\u{06c6}', forms('\u{fbd9}', '\u{fbda}', '\0', '\0')),
    ('\u{06c7}', forms('\u{fbd7}', '\u{fbd8}', '\0', '\0')),
    ('\u{06c8}', forms('\u{fbdb}', '\u{fbdc}', '\0', '\0')),
    ('\u{06c9}', forms('\u{fbe2}', '\u{fbe3}', '\0', '\0')),
    ('\u{06cb}', forms('\u{fbde}', '\u{fbdf}', '\0', '\0')),
    ('\u{06cc}', forms('\u{fbfc}', '\u{fbfd}', '\u{fbfe}', '\u{fbff}')),
    ('\u{06d0}', forms('\u{fbe4}', '\u{fbe5}', '\u{fbe6}', '\u{fbe7}')),
    ('\u{06d2}', forms('\u{fbae}', '\u{fbaf}', '\0', '\0')),
    ('\u{06d3}', forms('\u{fbb0}', '\u{fbb1}', '\0', '\0')),
    ('\u{06d5}', forms('\u{fee9}', '\u{feea}', '\0', '\0')),
];

/// The second letter of a lam-alef and the ligature's forms, ordered by letter.
#[rustfmt::skip]
pub const LAM_ALEF: &[(char, Forms)] = &[
    ('\u{0622}', forms('\u{fef5}', '\u{fef6}', '\0', '\0')),
    ('\u{0623}', forms('\u{fef7}', '\u{fef8}', '\0', '\0')),
    ('\u{0625}', forms('\u{fef9}', '\u{fefa}', '\0', '\0')),
    ('\u{0627}', forms('\u{fefb}', '\u{fefc}', '\0', '\0')),
];
