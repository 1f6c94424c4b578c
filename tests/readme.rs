//! The README's table of keys is the keymap's: it is made by `qari keys --format markdown` and checked here.

#![allow(clippy::unwrap_used)]

use qari::command::keys::markdown;
use qari::config::Keymap;
use qari::locale::Texts;

#[test]
fn the_table_of_keys_is_the_keymap() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let table = markdown(&Keymap::preset("default"), &Texts::new("en"));
    assert!(readme.contains(&table), "put this into README.md (qari keys --format markdown):\n{table}");
}
