//! Where things lie on the screen.
//!
//! In: the screen's size, settings, the document's direction. Out: columns and rows. It must not know what is shown.

use crate::config::Settings;
use crate::config::settings::PANEL_NARROWEST;
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
    /// The panel of entities, where it is wanted and there is room.
    pub panel: Option<PanelArea>,
}

/// Where the panel lies: all rows of text, on the side where lines end, within the scrollbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelArea {
    /// Its first column.
    pub left: usize,
    /// Its columns, the border left out.
    pub width: usize,
    /// The column between it and the text.
    pub border: usize,
}

impl PanelArea {
    /// Whether `column` is one of the panel's.
    #[must_use]
    pub fn contains(self, column: usize) -> bool {
        (self.left..self.left + self.width).contains(&column)
    }
}

/// Cells that a panel leaves the text, with its margins.
const TEXT_BESIDE_PANEL: usize = 42;

/// Columns left free on each side of the text.
fn margin(columns: usize) -> usize {
    match columns {
        0..=39 => 0,
        40..=69 => 1,
        _ => 3,
    }
}

impl Geometry {
    /// Divide a screen; `panel` says that the panel is wanted.
    #[must_use]
    pub fn new(columns: usize, rows: usize, settings: &Settings, direction: Direction, panel: bool) -> Self {
        let columns = columns.max(1);
        let with_scrollbar = settings.scrollbar && columns >= 20;
        let bar = usize::from(with_scrollbar);
        let rtl = direction.is_rtl();
        let room = columns.saturating_sub(bar + 1 + TEXT_BESIDE_PANEL);
        let panel = (panel && room >= PANEL_NARROWEST && rows > 1).then(|| {
            let width = settings.panel_width.clamp(PANEL_NARROWEST, room);
            let left = if rtl { bar } else { columns - bar - width };
            PanelArea { left, width, border: if rtl { left + width } else { left - 1 } }
        });
        let beside = bar + panel.map_or(0, |panel| panel.width + 1);
        let area = columns - beside;
        let widest = area.saturating_sub(2 * margin(columns - panel.map_or(0, |panel| panel.width + 1))).max(1);
        let width = match (settings.width, settings.measure) {
            (Some(width), _) => width.min(area),
            (None, 0) => widest,
            (None, measure) => measure.min(widest),
        };
        Self {
            columns,
            rows: rows.saturating_sub(1).max(1),
            left: (area - width) / 2 + if rtl { beside } else { 0 },
            width,
            scrollbar: with_scrollbar.then_some(if rtl { 0 } else { columns - 1 }),
            status: rows.saturating_sub(1),
            panel,
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
                for panel in [false, true] {
                    let rtl = Geometry::new(columns, 24, &settings, Direction::Rtl, panel);
                    let ltr = Geometry::new(columns, 24, &settings, Direction::Ltr, panel);
                    for geometry in [rtl, ltr] {
                        let text = geometry.left..geometry.left + geometry.width;
                        assert!(geometry.width >= 1 && text.end <= columns);
                        if let Some(bar) = geometry.scrollbar {
                            assert!(!text.contains(&bar), "{columns} {measure}");
                        }
                        if let Some(panel) = geometry.panel {
                            assert!(measure > 0 && measure < 40 || geometry.width >= 40, "{columns} {measure}");
                            let taken = panel.left.min(panel.border)..(panel.left + panel.width).max(panel.border + 1);
                            assert!(taken.len() == panel.width + 1 && taken.end <= columns, "{columns}");
                            assert!(taken.end <= text.start || text.end <= taken.start, "{columns} {measure}");
                            assert!(geometry.scrollbar.is_none_or(|bar| !taken.contains(&bar)), "{columns}");
                        }
                    }
                    assert_eq!((rtl.width, rtl.panel.is_some()), (ltr.width, ltr.panel.is_some()));
                    assert_eq!(rtl.panel.is_some(), panel && columns >= 64);
                }
            }
        }
    }
}
