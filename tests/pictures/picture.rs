//! Pictures of a screen, cut into cells.
//!
//! In: the frame buffer file of Xvfb. Out: a [`Picture`], and the ink of its cells as a [`Mask`]: which pixels are not of
//! the cell's own ground. Terminals are set to draw without smoothing, so a glyph is the same set of pixels in every
//! colour.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// A colour, red, green and blue.
pub type Colour = [u8; 3];

/// What the screen shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pixels: Vec<Colour>,
}

impl Picture {
    /// Read a frame buffer in the format of `xwd`: a header of big-endian numbers, a colour map, then the pixels.
    pub fn from_xwd(bytes: &[u8]) -> Option<Self> {
        let number = |index: usize| {
            let bytes = bytes.get(index * 4..index * 4 + 4)?;
            usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
        };
        let (header, width, height, bits, stride, colours) =
            (number(0)?, number(4)?, number(5)?, number(11)?, number(12)?, number(19)?);
        assert_eq!((number(2)?, bits), (2, 32), "a ZPixmap of 32 bits a pixel");
        let lsb_first = number(7)? == 0;
        let start = header + colours * 12;
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let row = bytes.get(start + y * stride..start + y * stride + width * 4)?;
            pixels.extend(row.chunks_exact(4).map(|pixel| match lsb_first {
                true => [pixel[2], pixel[1], pixel[0]],
                false => [pixel[1], pixel[2], pixel[3]],
            }));
        }
        Some(Self { width, height, pixels })
    }

    /// The colour of a pixel.
    pub fn at(&self, x: usize, y: usize) -> Colour {
        self.pixels[y * self.width + x]
    }

    /// The smallest rectangle around all pixels of a colour: left, top, width, height.
    pub fn bounds(&self, colour: Colour) -> Option<(usize, usize, usize, usize)> {
        let mut found: Option<(usize, usize, usize, usize)> = None;
        for (index, pixel) in self.pixels.iter().enumerate() {
            if *pixel == colour {
                let (x, y) = (index % self.width, index / self.width);
                found = Some(match found {
                    None => (x, y, x, y),
                    Some((left, top, right, bottom)) => (left.min(x), top.min(y), right.max(x), bottom.max(y)),
                });
            }
        }
        found.map(|(left, top, right, bottom)| (left, top, right - left + 1, bottom - top + 1))
    }

    /// The colour most pixels of a rectangle have.
    fn ground(&self, left: usize, top: usize, width: usize, height: usize) -> Colour {
        let rows = (top..top + height).flat_map(|y| &self.pixels[y * self.width + left..][..width]);
        most(rows.copied()).unwrap_or_default()
    }

    /// Write it as a PPM file, to look at when a test has failed.
    pub fn save(&self, path: &Path) {
        let Ok(file) = File::create(path) else { return };
        let mut file = BufWriter::new(file);
        let _ = writeln!(file, "P6 {} {} 255", self.width, self.height);
        let _ = file.write_all(self.pixels.as_flattened());
    }
}

/// Where the cells of a terminal lie in its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    pub left: usize,
    pub top: usize,
    pub cell: (usize, usize),
    pub columns: usize,
    pub rows: usize,
}

impl Grid {
    /// The ink of a cell.
    pub fn ink(&self, picture: &Picture, column: usize, row: usize) -> Mask {
        self.ink_over(picture, column, row, self.colour(picture, column, row))
    }

    /// The ink of a cell over a ground that is known.
    fn ink_over(&self, picture: &Picture, column: usize, row: usize, ground: Colour) -> Mask {
        let (width, height) = self.cell;
        let (left, top) = (self.left + column * width, self.top + row * height);
        let far = |x: usize, y: usize| distance(picture.at(left + x, y), ground);
        let farthest = (top..top + height).flat_map(|y| (0..width).map(move |x| far(x, y))).max().unwrap_or(0);
        let lines = |least: u32| {
            let line = |y: usize| (0..width).fold(0, |bits, x| bits << 1 | u64::from(far(x, y) > least));
            (top..top + height).map(line).collect()
        };
        // A terminal that smooths all the same leaves pixels between ground and pen: those about half way are left open.
        Mask { lines: lines((farthest * 2 / 3).max(FAINT)), open: lines((farthest / 3).max(FAINT)) }
    }

    /// The colour most ink of a cell has.
    pub fn pen(&self, picture: &Picture, column: usize, row: usize) -> Option<Colour> {
        let ground = self.colour(picture, column, row);
        let (width, height) = self.cell;
        let (left, top) = (self.left + column * width, self.top + row * height);
        let pixels = (top..top + height).flat_map(|y| (left..left + width).map(move |x| picture.at(x, y)));
        most(pixels.filter(|pixel| distance(*pixel, ground) > FAINT))
    }

    /// The ground of a cell.
    pub fn colour(&self, picture: &Picture, column: usize, row: usize) -> Colour {
        let (width, height) = self.cell;
        picture.ground(self.left + column * width, self.top + row * height, width, height)
    }
}

/// The colour there is most of; a cell has few.
fn most(pixels: impl Iterator<Item = Colour>) -> Option<Colour> {
    let mut counts: Vec<(Colour, usize)> = Vec::new();
    for pixel in pixels {
        match counts.iter_mut().find(|(colour, _)| *colour == pixel) {
            Some((_, count)) => *count += 1,
            None => counts.push((pixel, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(colour, _)| colour)
}

/// Pixels no farther than this from their ground are none that anyone sees.
const FAINT: u32 = 3 * 48;

/// How far two colours are apart.
fn distance(one: Colour, other: Colour) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b))).sum()
}

/// The ink of a cell: a bit a pixel, the leftmost the highest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Mask {
    /// What surely is ink.
    lines: Vec<u64>,
    /// The same, and what may be.
    open: Vec<u64>,
}

impl Mask {
    /// No ink in a cell of a height.
    pub fn blank(height: usize) -> Self {
        Self { lines: vec![0; height], open: vec![0; height] }
    }

    /// Whether there is none.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| *line == 0)
    }

    /// The ink but for that of the first and the last column of a cell of a width.
    pub fn inner(&self, width: usize) -> Self {
        let inner = |line: &u64| line & !(1 | 1 << (width - 1));
        Self { lines: self.lines.iter().map(inner).collect(), open: self.open.clone() }
    }

    /// How much of this ink is not in `other`.
    pub fn beyond(&self, other: &Self) -> u32 {
        self.lines.iter().zip(&other.open).map(|(mine, theirs)| (mine & !theirs).count_ones()).sum()
    }

    /// The ink of both.
    pub fn with(&self, other: &Self) -> Self {
        let both = |mine: &[u64], theirs: &[u64]| mine.iter().zip(theirs).map(|(mine, theirs)| mine | theirs).collect();
        Self { lines: both(&self.lines, &other.lines), open: both(&self.open, &other.open) }
    }

    /// How many pixels differ.
    pub fn distance(&self, other: &Self) -> u32 {
        self.beyond(other) + other.beyond(self)
    }

    /// As characters, for messages.
    pub fn drawn(&self, width: usize) -> Vec<String> {
        let dot = |line: u64, x: usize| if line >> (width - 1 - x) & 1 == 1 { '#' } else { '·' };
        self.lines.iter().map(|line| (0..width).map(|x| dot(*line, x)).collect()).collect()
    }
}
