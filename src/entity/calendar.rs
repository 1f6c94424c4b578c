//! Calendars: days of the Gregorian calendar, and what Hijri and Persian days they are.
//!
//! In: numbers of years, months and days. Out: [`Date`]s. The Hijri calendar is that of Umm al-Qura from 1365 to 1500, and
//! the tabular one outside (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29); where the moon is sighted,
//! dates differ from it by a day at times.
//! It must not know words, clocks or time zones.

use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// Year; 0 is the year before 1.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// A calendar that dates are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The Gregorian one.
    Gregorian,
    /// The Hijri one of moon months.
    Hijri,
    /// The Persian one of sun months.
    Solar,
}

/// Days from 1 January 1970 to the day before 1 Muharram 1.
const HIJRI_EPOCH: i64 = -492_149;

/// The first year of [`UMM_AL_QURA`].
const UMM_AL_QURA_YEAR: i64 = 1365;
/// Days from 1 January 1970 to the start of that year.
const UMM_AL_QURA_DAY: i64 = -8_793;
/// The months of thirty days of each year: bit 0 is Muharram. As R. H. van Gent lists them.
const UMM_AL_QURA: [u16; 136] = [
    0xd55, 0x555, 0x555, 0xd55, 0x6d5, 0x555, 0xea5, 0xd2a, 0xaaa, 0xcd5, 0x655, 0x572, 0xda9, 0x555, 0xaaa, 0x555,
    0x52d, 0xa6d, 0x55a, 0x555, 0x74d, 0xd53, 0xd54, 0x556, 0xd55, 0x2d5, 0xd55, 0xd54, 0xd45, 0x655, 0x52d, 0xa5d,
    0x55a, 0xad5, 0x6aa, 0xd4b, 0x52a, 0xa57, 0x4ae, 0x976, 0x56c, 0xb55, 0xaaa, 0xa55, 0x4ad, 0x95d, 0x2da, 0x5d9,
    0xdb2, 0xba4, 0xb4a, 0xa55, 0x2b5, 0x575, 0xb6a, 0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d, 0x5ad, 0xb6a, 0x6d4, 0xdc9,
    0xd92, 0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55, 0xaaa, 0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a,
    0x92e, 0x26e, 0x55d, 0xada, 0x6d4, 0x6a5, 0x54b, 0xa97, 0x54e, 0xaae, 0x5ac, 0xba9, 0xd92, 0xb25, 0x64b, 0xcab,
    0x55a, 0xb55, 0x6d2, 0xea5, 0xe4a, 0xa95, 0x52d, 0xaad, 0x36c, 0x759, 0x6d2, 0x695, 0x52d, 0xa5b, 0x4ba, 0x9ba,
    0x3b4, 0xb69, 0xb52, 0xaa6, 0x4b6, 0x96d, 0x2ec, 0x6d9, 0xeb2, 0xd54, 0xd2a, 0xa56, 0x4ae, 0x96d, 0xd6a, 0xb54,
    0xb29, 0xa93, 0x52b, 0xa57, 0x536, 0xab5, 0x6aa, 0xe93,
];

/// Days since 1 January 1970 of the first of a month, counted from 0.
fn hijri_month(year: i64, month: i64) -> i64 {
    let Some(at) = usize::try_from(year - UMM_AL_QURA_YEAR).ok().filter(|at| *at < UMM_AL_QURA.len()) else {
        return HIJRI_EPOCH + 1 + (59 * month + 1) / 2 + (year - 1) * 354 + (3 + 11 * year).div_euclid(30);
    };
    let long = |months: u16| i64::from(months.count_ones());
    let years: i64 = UMM_AL_QURA[..at].iter().map(|months| 12 * 29 + long(*months)).sum();
    UMM_AL_QURA_DAY + years + month * 29 + long(UMM_AL_QURA[at] & ((1 << month) - 1))
}

impl Date {
    /// That day, if there is one.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let real = (-9999..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=Self::days_in(year, month)).contains(&day);
        real.then_some(Self { year, month, day })
    }

    /// Days of a month.
    fn days_in(year: i32, month: u8) -> u8 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub fn days(self) -> i64 {
        // Years begin in March, so that the leap day is the last of its year.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = (i64::from(self.month) + 9) % 12;
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1 January 1970.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }

    /// The day so many months later; the last of its month where that month is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let all = self.year * 12 + i32::from(self.month) - 1 + months;
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12) as u8 + 1);
        Self { year, month, day: self.day.min(Self::days_in(year, month)) }
    }

    /// The day of the week, from 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        (self.days() + 3).rem_euclid(7) as u8 + 1
    }
}

impl Calendar {
    /// Days since 1 January 1970 of the first of a month; months may run over the year's end.
    fn first_of(self, year: i32, month: u8) -> i64 {
        let (year, month) = (i64::from(year) + i64::from(month - 1) / 12, (i64::from(month) - 1) % 12);
        match self {
            Self::Gregorian => Date { year: year as i32, month: month as u8 + 1, day: 1 }.days(),
            Self::Hijri => hijri_month(year, month),
            Self::Solar => solar_new_year(year) + month * 31 - (month - 6).max(0),
        }
    }

    /// A day of this calendar, if there is one.
    #[must_use]
    pub fn day(self, year: i32, month: u8, day: u8) -> Option<Date> {
        let (first, last) = self.month(year, month)?;
        let date = first.plus(i64::from(day) - 1);
        (day > 0 && date <= last).then_some(date)
    }

    /// The first and last day of a month of this calendar.
    #[must_use]
    pub fn month(self, year: i32, month: u8) -> Option<(Date, Date)> {
        let real = (1..=12).contains(&month) && (1..=3000).contains(&year);
        let day = |month, less| Date::from_days(self.first_of(year, month) - less);
        real.then(|| (day(month, 0), day(month + 1, 1)))
    }

    /// The first and last day of a year of this calendar.
    #[must_use]
    pub fn year(self, year: i32) -> Option<(Date, Date)> {
        Some((self.month(year, 1)?.0, self.month(year, 12)?.1))
    }

    /// The year of this calendar that `date` lies in.
    #[must_use]
    pub fn year_of(self, date: Date) -> i32 {
        let guess = match self {
            Self::Gregorian => return date.year,
            Self::Hijri => ((date.days() - HIJRI_EPOCH) as f64 / 354.367) as i32 + 1,
            Self::Solar => date.year - 621,
        };
        (guess - 1..=guess + 1).rev().find(|year| self.first_of(*year, 1) <= date.days()).unwrap_or(guess)
    }
}

/// Days since 1 January 1970 of 1 Farvardin, after the table of leap cycles by Borkowski.
fn solar_new_year(year: i64) -> i64 {
    const CYCLES: [i64; 20] =
        [-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178];
    let (mut leaps, mut start, mut length) = (-14, CYCLES[0], 0);
    for next in &CYCLES[1..] {
        length = next - start;
        if year < *next {
            break;
        }
        leaps += length / 33 * 8 + length % 33 / 4;
        start = *next;
    }
    let into = year - start;
    leaps += into / 33 * 8 + (into % 33 + 3) / 4;
    if length % 33 == 4 && length - into == 4 {
        leaps += 1;
    }
    let gregorian = year + 621;
    let others = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    Date { year: gregorian as i32, month: 3, day: 1 }.days() + 20 + leaps - others - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn known_days() {
        assert_eq!(date(1970, 1, 1).days(), 0);
        assert_eq!(date(2000, 3, 1).days(), 11_017);
        assert_eq!(date(2024, 2, 29).weekday(), 4);
        assert_eq!(date(1969, 7, 20).weekday(), 7);
        assert_eq!(Date::new(2023, 2, 29), None);
        assert_eq!(date(2024, 1, 31).plus_months(1), date(2024, 2, 29));
        assert_eq!(date(2024, 1, 31).plus_months(-2), date(2023, 11, 30));
    }

    #[test]
    fn known_hijri_days() {
        for (year, month, day, expected) in [
            (1, 1, 1, date(622, 7, 19)),      // 16 July 622 of the Julian calendar.
            (1400, 1, 1, date(1979, 11, 20)), // The Grand Mosque seizure,
            (1421, 1, 1, date(2000, 4, 6)),
            (1443, 7, 12, date(2022, 2, 13)),
            (1365, 1, 1, date(1945, 12, 5)),
            (1450, 6, 1, date(2028, 10, 19)),
            (1500, 12, 1, date(2077, 10, 18)),
            (1444, 9, 1, date(2023, 3, 23)),
            (1445, 1, 1, date(2023, 7, 19)),
        ] {
            assert_eq!(Calendar::Hijri.day(year, month, day), Some(expected));
        }
        assert_eq!(Calendar::Hijri.day(1445, 1, 30), None);
        assert_eq!(Calendar::Hijri.year_of(date(2023, 7, 18)), 1444);
        assert_eq!(Calendar::Hijri.year_of(date(2023, 7, 19)), 1445);
    }

    #[test]
    fn known_solar_days() {
        for (year, month, day, expected) in [
            (1357, 11, 22, date(1979, 2, 11)),
            (1399, 12, 30, date(2021, 3, 20)),
            (1400, 1, 1, date(2021, 3, 21)),
            (1402, 7, 14, date(2023, 10, 6)),
            (1403, 1, 1, date(2024, 3, 20)),
            (1403, 12, 30, date(2025, 3, 20)),
        ] {
            assert_eq!(Calendar::Solar.day(year, month, day), Some(expected), "{year} {month} {day}");
        }
        assert_eq!(Calendar::Solar.day(1402, 12, 30), None);
        assert_eq!(Calendar::Solar.year_of(date(2024, 3, 19)), 1402);
    }

    proptest! {
        #[test]
        fn days_go_there_and_back(days in -1_000_000i64..1_000_000) {
            let date = Date::from_days(days);
            prop_assert_eq!(date.days(), days);
            prop_assert_eq!(Date::new(date.year, date.month, date.day), Some(date));
        }

        #[test]
        fn months_of_other_calendars_join(year in 1i32..1600, month in 1u8..12) {
            for calendar in [Calendar::Hijri, Calendar::Solar] {
                let (first, last) = calendar.month(year, month).unwrap();
                let length = last.days() - first.days() + 1;
                prop_assert!((29..=31).contains(&length), "{calendar:?} {length}");
                prop_assert_eq!(calendar.year_of(first), year);
            }
        }
    }
}
