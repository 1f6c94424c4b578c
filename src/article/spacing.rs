//! Vertical spacing: blank rows between two paragraphs, on the screen and in print alike.
//!
//! In: two neighbours and the spacing asked for. Out: rows. It must not know screens.

use super::{Kind, Paragraph};

/// Blank rows before `paragraph`, which follows `previous`.
#[must_use]
pub fn before(previous: &Paragraph, paragraph: &Paragraph, spacing: usize) -> usize {
    let begins_text = previous.kind == Kind::Title && paragraph.kind.is_body();
    let begins_furniture = paragraph.kind == Kind::Furniture && previous.kind != Kind::Furniture;
    if paragraph.tight {
        0
    } else if spacing > 0 && (begins_text || begins_furniture) {
        // A headline and page furniture are set apart from the text by one row more.
        spacing + 1
    } else {
        spacing
    }
}
