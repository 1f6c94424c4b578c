//! What a date means: the days that the text of a DATE mention stands for.
//!
//! In: the text of a mention, the language, and the day the article was written. Out: a [`DateValue`]. All words come
//! from the [`Rules`], which remember numbers under the names that are told apart here. It must not know words or clocks.
//!
//! | name | value |
//! |---|---|
//! | `day` `month` `year` | of the Gregorian calendar |
//! | `hijri` `hyear`, `solar` `syear` | month and year of the others |
//! | `yy` | a year of two digits |
//! | `weekday` | 1 for Monday to 7 for Sunday |
//! | `offset` | days from today |
//! | `unit` | 1 day, 2 week, 3 month, 4 year, 5 decade, 6 century |
//! | `shift` | -1 last, 0 this, 1 next: with `unit`, `weekday` or a month |
//! | `ago` | -1 before, 1 after today: with `unit` and `n`; `dual` is a unit and 2 of it |
//! | `n` | numbers, summed up as number words are |
//! | `quarter` | 1 to 4 |
//! | `decade` | its first year, or the last two digits of it |
//! | `century` | its number |
//!
//! What is named twice begins the second date of a range.

use super::calendar::Calendar;
use super::rules::{Captures, Rules};
use crate::lang::token::tokens;
use serde::{Deserialize, Serialize};

pub use super::calendar::Date;

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// The days a date stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateValue {
    /// The first of them.
    pub start: Date,
    /// The last of them.
    pub end: Date,
    /// How exact it is; of a range, how exact its ends are.
    pub precision: Precision,
}

impl DateValue {
    fn day(date: Date) -> Self {
        Self { start: date, end: date, precision: Precision::Day }
    }

    fn of((start, end): (Date, Date), precision: Precision) -> Self {
        Self { start, end, precision }
    }
}

/// One date, as far as its words tell.
#[derive(Debug, Clone, Copy, Default)]
struct Fields {
    day: Option<i32>,
    month: Option<(Calendar, i32)>,
    year: Option<(Calendar, i32)>,
    weekday: Option<i32>,
    offset: Option<i32>,
    unit: Option<i32>,
    shift: Option<i32>,
    ago: Option<i32>,
    count: Option<i32>,
    quarter: Option<i32>,
    decade: Option<i32>,
    century: Option<i32>,
}

/// Adds number words up as they come: three, twenty, thousand is 23000.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    done: i32,
    open: i32,
}

impl Count {
    fn add(&mut self, value: i32) {
        if value >= 1000 {
            self.done = self.done.saturating_add(self.open.max(1).saturating_mul(value));
            self.open = 0;
        } else if value == 100 && (1..10).contains(&self.open) {
            self.open *= 100;
        } else {
            self.open += value;
        }
    }
}

impl Rules {
    /// The days that `text`, a DATE mention of an article in `language` (the name of its file of rules), stands for.
    /// `reference` is the day the article was written: dates without a year and words such as yesterday need it.
    #[must_use]
    pub fn resolve(&self, text: &str, language: &str, reference: Option<Date>) -> Option<DateValue> {
        let first_day = self.first_day(language);
        self.captures(text, &tokens(text), language).find_map(|captures| value(&captures, reference, first_day))
    }
}

fn value(captures: &Captures, reference: Option<Date>, first_day: u8) -> Option<DateValue> {
    let (one, other) = sides(captures);
    let Some(other) = other else { return one.resolve(reference, first_day) };
    let end = other.resolve(reference, first_day)?;
    // The first date of a range lacks what only the second one tells, and is not after it.
    let mut from = one;
    let alone = from.day.is_some() || from.month.is_some();
    from.month = from.month.or(other.month.filter(|_| from.day.is_some()));
    from.year = from.year.or(other.year.filter(|_| alone));
    from.shift = from.shift.or(other.shift.filter(|_| one.weekday.is_none()));
    from.unit = from.unit.or(other.unit.filter(|_| alone));
    let mut start = from.resolve(Some(end.start), first_day).filter(|start| start.start <= end.end);
    if start.is_none()
        && let Some((calendar, year)) = from.year
    {
        from.year = Some((calendar, year - 1));
        start = from.resolve(Some(end.start), first_day);
    }
    let start = start.filter(|start| start.start <= end.end)?;
    Some(DateValue { start: start.start, end: end.end, precision: start.precision.min(end.precision) })
}

/// The one or two dates that were named.
fn sides(captures: &Captures) -> (Fields, Option<Fields>) {
    let mut one = Fields::default();
    let mut first = None;
    let mut count: Option<Count> = None;
    for (name, value) in captures.iter() {
        let again = |of: Option<i32>| of.is_some();
        let month = |calendar| one.month.is_some_and(|month| month != (calendar, value));
        let repeated = match name {
            "day" => again(one.day),
            "weekday" => one.weekday.is_some_and(|known| known != value),
            "year" | "hyear" | "syear" | "yy" => one.year.is_some(),
            "month" => month(Calendar::Gregorian),
            "hijri" => month(Calendar::Hijri),
            "solar" => month(Calendar::Solar),
            "decade" => again(one.decade),
            "century" => again(one.century),
            _ => false,
        };
        if repeated && first.is_none() {
            first = Some(one);
            one = Fields::default();
        }
        match name {
            "day" => one.day = Some(value),
            "month" => one.month = Some((Calendar::Gregorian, value)),
            "hijri" => one.month = Some((Calendar::Hijri, value)),
            "solar" => one.month = Some((Calendar::Solar, value)),
            "year" => one.year = Some((Calendar::Gregorian, value)),
            "hyear" => one.year = Some((Calendar::Hijri, value)),
            "syear" => one.year = Some((Calendar::Solar, value)),
            "yy" => one.year = Some((Calendar::Gregorian, if value < 70 { 2000 } else { 1900 } + value)),
            "weekday" => one.weekday = Some(value),
            "offset" => one.offset = Some(value),
            "unit" => one.unit = Some(value),
            "shift" => one.shift = Some(value),
            "ago" => one.ago = Some(value),
            "dual" => (one.unit, one.count) = (Some(value), Some(2)),
            "quarter" => one.quarter = Some(value),
            "decade" => one.decade = Some(value),
            "century" => one.century = Some(value),
            "n" => count.get_or_insert_default().add(value),
            _ => {}
        }
    }
    if let Some(count) = count {
        one.count = Some(count.done.saturating_add(count.open));
    }
    match first {
        Some(first) => (first, Some(one)),
        None => (one, None),
    }
}

impl Fields {
    fn resolve(&self, reference: Option<Date>, first_day: u8) -> Option<DateValue> {
        if let Some(offset) = self.offset {
            return Some(DateValue::day(reference?.plus(i64::from(offset))));
        }
        if let (Some(ago), Some(unit)) = (self.ago, self.unit) {
            return shifted(reference?, unit, ago.checked_mul(self.count.unwrap_or(1))?);
        }
        if let Some(month) = self.month {
            return self.in_month(month, reference);
        }
        if let Some(weekday) = self.weekday.filter(|_| self.unit.is_none() || self.shift.is_none()) {
            return Some(DateValue::day(nearest(weekday, reference?, self.shift)));
        }
        if let Some(century) = self.century {
            let years = (Date::new((century - 1) * 100 + 1, 1, 1)?, Date::new(century * 100, 12, 31)?);
            return Some(DateValue::of(years, Precision::Century));
        }
        if let Some(decade) = self.decade {
            let start = if decade < 100 { 1900 + decade } else { decade };
            let years = (Date::new(start, 1, 1)?, Date::new(start + 9, 12, 31)?);
            return Some(DateValue::of(years, Precision::Decade));
        }
        let this_year = || Some((Calendar::Gregorian, reference.filter(|_| self.quarter.is_some())?.year));
        if let Some((calendar, year)) = self.year(Calendar::Gregorian, reference).or_else(this_year) {
            if let Some(quarter) = self.quarter.and_then(|quarter| u8::try_from(quarter).ok()) {
                let (first, last) = (calendar.month(year, quarter * 3 - 2)?, calendar.month(year, quarter * 3)?);
                return Some(DateValue::of((first.0, last.1), Precision::Quarter));
            }
            return Some(DateValue::of(calendar.year(year)?, Precision::Year));
        }
        self.in_unit(reference?, first_day)
    }

    /// The year that is named, or told as last or next.
    fn year(&self, calendar: Calendar, reference: Option<Date>) -> Option<(Calendar, i32)> {
        let told = || {
            let shift = self.shift.filter(|_| self.unit == Some(4))?;
            Some((calendar, calendar.year_of(reference?) + shift))
        };
        self.year.or_else(|| if self.month.is_some() || self.quarter.is_some() { told() } else { None })
    }

    fn in_month(&self, (calendar, month): (Calendar, i32), reference: Option<Date>) -> Option<DateValue> {
        let month = u8::try_from(month).ok()?;
        let day = self.day.map(u8::try_from).transpose().ok()?;
        let of_year = |year: i32| match day {
            Some(day) => calendar.day(year, month, day).map(DateValue::day),
            None => calendar.month(year, month).map(|days| DateValue::of(days, Precision::Month)),
        };
        if let Some((of, year)) = self.year(calendar, reference) {
            // A Hijri or Persian month may stand with the Gregorian year it falls in.
            if of == calendar {
                return of_year(year);
            }
            let (first, last) = of.year(year)?;
            return (calendar.year_of(first)..=calendar.year_of(last))
                .filter_map(of_year)
                .find(|value| (first..=last).contains(&value.start));
        }
        let reference = reference?;
        let year = calendar.year_of(reference);
        let near: Vec<DateValue> = (year - 4..=year + 4).filter_map(of_year).collect();
        let on_weekday =
            near.iter().copied().filter(|value| day.is_some() && self.weekday == Some(value.start.weekday().into()));
        let distance = |value: &DateValue| (value.start.days() - reference.days()).abs();
        if let Some(value) = on_weekday.min_by_key(distance).filter(|value| distance(value) < 400) {
            return Some(value);
        }
        let mut all = near.into_iter();
        match self.shift {
            Some(1) => all.find(|value| value.start > reference),
            Some(-1) => all.rfind(|value| value.end < reference),
            _ => all.rfind(|value| value.start <= reference),
        }
    }

    /// This, last or next week, month, year …
    fn in_unit(&self, reference: Date, first_day: u8) -> Option<DateValue> {
        let shift = self.shift.unwrap_or_default();
        let year = reference.year;
        Some(match self.unit? {
            1 => DateValue::day(reference.plus(shift.into())),
            2 => {
                let into = (i64::from(reference.weekday()) - i64::from(first_day)).rem_euclid(7);
                let start = reference.plus(i64::from(shift) * 7 - into);
                if let Some(weekday) = self.weekday {
                    return Some(DateValue::day(start.plus(i64::from(weekday - i32::from(first_day)).rem_euclid(7))));
                }
                DateValue::of((start, start.plus(6)), Precision::Week)
            }
            3 => {
                let of = reference.plus_months(shift);
                DateValue::of(Calendar::Gregorian.month(of.year, of.month)?, Precision::Month)
            }
            4 => DateValue::of(Calendar::Gregorian.year(year + shift)?, Precision::Year),
            5 => {
                let start = year.div_euclid(10) * 10 + shift * 10;
                DateValue::of((Date::new(start, 1, 1)?, Date::new(start + 9, 12, 31)?), Precision::Decade)
            }
            6 => {
                let start = (year - 1).div_euclid(100) * 100 + 1 + shift * 100;
                DateValue::of((Date::new(start, 1, 1)?, Date::new(start + 99, 12, 31)?), Precision::Century)
            }
            _ => return None,
        })
    }
}

/// So many units before or after a day.
fn shifted(reference: Date, unit: i32, by: i32) -> Option<DateValue> {
    if by.abs() > 5000 {
        return None;
    }
    Some(match unit {
        1 => DateValue::day(reference.plus(by.into())),
        2 => DateValue::day(reference.plus(i64::from(by) * 7)),
        3 => {
            let of = reference.plus_months(by);
            DateValue::of(Calendar::Gregorian.month(of.year, of.month)?, Precision::Month)
        }
        4 => DateValue::of(Calendar::Gregorian.year(reference.year + by)?, Precision::Year),
        5 => DateValue::of(Calendar::Gregorian.year(reference.year + by * 10)?, Precision::Year),
        6 => DateValue::of(Calendar::Gregorian.year(reference.year + by * 100)?, Precision::Year),
        _ => return None,
    })
}

/// The nearest such weekday: not after the reference unless it is the next one that is meant, nor on it if it is the last.
fn nearest(weekday: i32, reference: Date, shift: Option<i32>) -> Date {
    let back = i64::from(i32::from(reference.weekday()) - weekday).rem_euclid(7);
    match shift {
        Some(1) => reference.plus(7 - back),
        Some(-1) if back == 0 => reference.plus(-7),
        _ => reference.plus(-back),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(code: &str) -> Rules {
        let toml = match code {
            "ar" => include_str!("../../assets/entity/ar.toml"),
            "fa" => include_str!("../../assets/entity/fa.toml"),
            "ur" => include_str!("../../assets/entity/ur.toml"),
            "he" => include_str!("../../assets/entity/he.toml"),
            _ => include_str!("../../assets/entity/en.toml"),
        };
        Rules::parse([("common", include_str!("../../assets/entity/common.toml")), (code, toml)]).unwrap()
    }

    fn check(code: &str, cases: &[(&str, &str)]) {
        let rules = rules(code);
        let reference = Date::new(2023, 5, 17); // A Wednesday.
        let date = |date: Date| format!("{}-{:02}-{:02}", date.year, date.month, date.day);
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|(text, expected)| {
                let found = rules.resolve(text, code, reference).map_or_else(String::new, |value| {
                    let (start, end) = (date(value.start), date(value.end));
                    let days = if start == end { start } else { format!("{start}..{end}") };
                    format!("{:?} {days}", value.precision)
                });
                (found != *expected).then(|| format!("{text}: {found}, not {expected}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn arabic() {
        check(
            "ar",
            &[
                ("أمس", "Day 2023-05-16"),
                ("أول من أمس", "Day 2023-05-15"),
                ("اليوم", "Day 2023-05-17"),
                ("غدا", "Day 2023-05-18"),
                ("بعد غد", "Day 2023-05-19"),
                ("أمس الثلاثاء", "Day 2023-05-16"),
                ("الأربعاء", "Day 2023-05-17"),
                ("الاثنين", "Day 2023-05-15"),
                ("الخميس", "Day 2023-05-11"),
                ("الأربعاء الماضي", "Day 2023-05-10"),
                ("الجمعة المقبل", "Day 2023-05-19"),
                ("الأحد إلى الثلاثاء", "Day 2023-05-14..2023-05-16"),
                ("25 يناير 2011", "Day 2011-01-25"),
                ("٢٥ يناير/كانون الثاني ٢٠١١", "Day 2011-01-25"),
                ("الأربعاء 5 أكتوبر", "Day 2022-10-05"),
                ("الخميس 5 أكتوبر", "Day 2023-10-05"),
                ("3/3/1436", "Day 2014-12-25"),
                ("الأحد (15 مايو 2016)", "Day 2016-05-15"),
                ("25 ديسمبر", "Day 2022-12-25"),
                ("3 مايو", "Day 2023-05-03"),
                ("20 مايو المقبل", "Day 2023-05-20"),
                ("الخامس من يونيو 1967", "Day 1967-06-05"),
                ("أكتوبر/تشرين الأول", "Month 2022-10-01..2022-10-31"),
                ("فبراير 2020", "Month 2020-02-01..2020-02-29"),
                ("غشت 2020", "Month 2020-08-01..2020-08-31"),
                ("أكتوبر الماضي", "Month 2022-10-01..2022-10-31"),
                ("أغسطس المقبل", "Month 2023-08-01..2023-08-31"),
                ("مايو من العام الماضي", "Month 2022-05-01..2022-05-31"),
                ("4 إلى 7 أكتوبر/تشرين الأول", "Day 2022-10-04..2022-10-07"),
                ("3 و19 مارس/آذار 2027", "Day 2027-03-03..2027-03-19"),
                ("28 ديسمبر إلى 3 يناير 2022", "Day 2021-12-28..2022-01-03"),
                ("2014", "Year 2014-01-01..2014-12-31"),
                ("2003 و2011", "Year 2003-01-01..2011-12-31"),
                ("2003-2011", "Year 2003-01-01..2011-12-31"),
                ("الشهر الماضي", "Month 2023-04-01..2023-04-30"),
                ("الأسبوع الماضي", "Week 2023-05-06..2023-05-12"),
                ("العام المقبل", "Year 2024-01-01..2024-12-31"),
                ("هذا العام", "Year 2023-01-01..2023-12-31"),
                ("قبل يومين", "Day 2023-05-15"),
                ("منذ ثلاثة أشهر", "Month 2023-02-01..2023-02-28"),
                ("قبل خمسة وعشرين عاما", "Year 1998-01-01..1998-12-31"),
                ("بعد أسبوعين", "Day 2023-05-31"),
                ("التسعينيات", "Decade 1990-01-01..1999-12-31"),
                ("القرن التاسع عشر", "Century 1801-01-01..1900-12-31"),
                ("القرن الماضي", "Century 1901-01-01..2000-12-31"),
                ("الربع الأول من 2021", "Quarter 2021-01-01..2021-03-31"),
                ("12 رجب 1443 هـ", "Day 2022-02-13"),
                ("رمضان 1444", "Month 2023-03-23..2023-04-20"),
                ("رمضان", "Month 2023-03-23..2023-04-20"),
                ("1443 هـ", "Year 2021-08-09..2022-07-29"),
                ("22 بهمن 1357", "Day 1979-02-11"),
                ("23.7.2019", "Day 2019-07-23"),
                ("10/12/2014", "Day 2014-12-10"),
                ("2014-12-10", "Day 2014-12-10"),
                ("30 فبراير 2020", ""),
                ("كلام", ""),
            ],
        );
    }

    #[test]
    fn others() {
        check(
            "fa",
            &[
                ("۱۴ مهر ۱۴۰۲", "Day 2023-10-06"),
                ("۵ تا ۱۲ اسفند ۱۴۰۰", "Day 2022-02-24..2022-03-03"),
                ("۱۳۹۵", "Year 2016-03-20..2017-03-20"),
                ("دیروز", "Day 2023-05-16"),
                ("سه سال پیش", "Year 2020-01-01..2020-12-31"),
                ("۱۴۰۲/۰۷/۱۴", "Day 2023-10-06"),
            ],
        );
        check(
            "ur",
            &[
                ("15 جولائی 2022ء", "Day 2022-07-15"),
                ("3 مارچ سے 28 ستمبر 2023", "Day 2023-03-03..2023-09-28"),
                ("گزشتہ سال", "Year 2022-01-01..2022-12-31"),
            ],
        );
        check(
            "he",
            &[
                ("23 ביולי 2019", "Day 2019-07-23"),
                ("6 ל-8 בפברואר", "Day 2023-02-06..2023-02-08"),
                ("יום שני", "Day 2023-05-15"),
                ("שבוע שעבר", "Week 2023-05-07..2023-05-13"),
            ],
        );
        check(
            "en",
            &[
                ("September 19, 2024", "Day 2024-09-19"),
                ("5 and 9 June", "Day 2022-06-05..2022-06-09"),
                ("1990s", "Decade 1990-01-01..1999-12-31"),
                ("three years ago", "Year 2020-01-01..2020-12-31"),
                ("last month", "Month 2023-04-01..2023-04-30"),
                ("12/25/2014", "Day 2014-12-25"),
            ],
        );
    }

    #[test]
    fn what_is_told_from_today_needs_today() {
        let rules = rules("ar");
        assert_eq!(rules.resolve("أمس", "ar", None), None);
        assert_eq!(rules.resolve("25 يناير", "ar", None), None);
        assert!(rules.resolve("25 يناير 2011", "ar", None).is_some());
    }
}
