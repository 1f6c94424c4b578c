#!/usr/bin/env python3
"""Writes src/layout/forms.rs from UnicodeData.txt (argument 1): which presentation forms each Arabic letter has.

Facts taken: the <isolated>, <final>, <initial>, <medial> compatibility mappings of the single letters and of lam-alef.
"""
import sys

FORMS = ["isolated", "final", "initial", "medial"]
letters, ligatures = {}, {}
# Two letters look like heh in the forms they have, and the standard names no forms of their own for them.
ALIKE = {0x06D5: (0x0647, ["isolated", "final"])}
for line in open(sys.argv[1], encoding="ascii"):
    field = line.split(";")
    code, mapping = int(field[0], 16), field[5].split()
    if not mapping or mapping[0].strip("<>") not in FORMS:
        continue
    form, base = mapping[0].strip("<>"), [int(c, 16) for c in mapping[1:]]
    if len(base) == 1 and base[0] >= 0x0621:
        letters.setdefault(base[0], {})[form] = code
    elif len(base) == 2 and base[0] == 0x0644 and base[1] in (0x0622, 0x0623, 0x0625, 0x0627):
        ligatures.setdefault(base[1], {})[form] = code
for letter, (model, forms) in ALIKE.items():
    letters.setdefault(letter, {f: letters[model][f] for f in forms})


def char(code):
    return f"'\\u{{{code:04x}}}'" if code else "'\\0'"


print("""//! Presentation forms of the Arabic letters, written by `assets/build/forms.py` from UnicodeData.txt.
//!
//! In: a base letter. Out: its isolated, final, initial and medial forms (`'\\0'` where the standard has none). No logic.

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
""")
for name, doc, table in (
    ("LETTERS", "Base letter and its forms, ordered by letter.", letters),
    ("LAM_ALEF", "The second letter of a lam-alef and the ligature's forms, ordered by letter.", ligatures),
):
    print(f"/// {doc}\n#[rustfmt::skip]\npub const {name}: &[(char, Forms)] = &[")
    for letter in sorted(table):
        f = [char(table[letter].get(form, 0)) for form in FORMS]
        print(f"    ({char(letter)}, forms({', '.join(f)})),")
    print("];\n" if name == "LETTERS" else "];")
