//! Where things lie on the screen.
//!
//! In: the screen's size, settings, the document's direction. Out: columns and rows. It must not know what is shown.

use crate::config::Settings;
use crate::lang::Direction;
use crate::layout::Line;

/// The parts of the screen, in columns and rows from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geometry {
    /// Columns of the whole screen.
    pub columns: usize,
    /// Rows of text, above the status row.
    pub rows: usize,
    /// First column of the text.
    pub left: usize,
    /// Columns of the text.
    pub width: usize,
    /// Column of the scrollbar, on the side where lines end.
    pub scrollbar: Option<usize>,
    /// The status row.
    pub status: usize,
}

/// Columns left free on each side of the text.
fn margin(columns: usize) -> usize {
    match columns {
        0..=39 => 0,
        40..=69 => 1,
        _ => 3,
    }
}

impl Geometry {
    /// Divide a screen.
    #[must_use]
    pub fn new(columns: usize, rows: usize, settings: &Settings, direction: Direction) -> Self {
        let columns = columns.max(1);
        let with_scrollbar = settings.scrollbar && columns >= 20;
        let bar = usize::from(with_scrollbar);
        let area = columns - bar;
        let widest = area.saturating_sub(2 * margin(columns)).max(1);
        let width = match (settings.width, settings.measure) {
            (Some(width), _) => width.min(area),
            (None, 0) => widest,
            (None, measure) => measure.min(widest),
        };
        let rtl = direction.is_rtl();
        Self {
            columns,
            rows: rows.saturating_sub(1).max(1),
            left: (area - width) / 2 + if rtl { bar } else { 0 },
            width,
            scrollbar: with_scrollbar.then_some(if rtl { 0 } else { columns - 1 }),
            status: rows.saturating_sub(1),
        }
    }

    /// First column of a line: right-to-left lines end at the right edge of the text, less their indent.
    #[must_use]
    pub fn left_of(&self, line: &Line) -> usize {
        if line.direction.is_rtl() {
            self.left + self.width.saturating_sub(line.width + line.indent)
        } else {
            self.left + line.indent
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_scrollbar_never_meet_and_mirror() {
        let mut settings = Settings::default();
        for columns in 1..250 {
            for measure in [0, 1, 40, 80, 1000] {
                settings.measure = measure;
                let rtl = Geometry::new(columns, 24, &settings, Direction::Rtl);
                let ltr = Geometry::new(columns, 24, &settings, Direction::Ltr);
                for geometry in [rtl, ltr] {
                    assert!(geometry.width >= 1 && geometry.left + geometry.width <= columns);
                    if let Some(bar) = geometry.scrollbar {
                        assert!(!(geometry.left..geometry.left + geometry.width).contains(&bar), "{columns} {measure}");
                    }
                }
                assert_eq!(rtl.width, ltr.width);
            }
        }
    }
}
