//! `Date.parse`: ISO date strings by the letter, and otherwise V8's rules for anything that looks like a date:
//! words before the first number and text in parentheses are ignored, a number before `:` belongs to the time, after
//! a sign to the offset, otherwise to the date. – <https://tc39.es/ecma262/#sec-date.parse>

use super::{
    LocalZone, from_local_time, make_date, make_day, make_time, time_clip,
    tokens::{Token, Tokens, Word},
};
use crate::value::number::CodeUnit;

/// The time value of a date string, or NaN. Without an offset, dates alone are UTC and times are local.
pub(crate) fn parse_date<U: CodeUnit>(text: &[U], zone: &dyn LocalZone) -> f64 {
    let mut parser = Parser { tokens: Tokens::new(text), date: Date::default(), time: Time::default(), offset: None };
    let parsed = parser.parse();
    parsed.and_then(|()| parser.time_value(zone)).map_or(f64::NAN, time_clip)
}

fn is_month(value: i32) -> bool {
    (1..=12).contains(&value)
}

fn is_day(value: i32) -> bool {
    (1..=31).contains(&value)
}

fn is_hour(value: i32) -> bool {
    (0..24).contains(&value)
}

/// Minutes and seconds.
fn is_sixtieth(value: i32) -> bool {
    (0..60).contains(&value)
}

/// The numbers of a date, in the order they came.
#[derive(Default)]
struct Date {
    numbers: Vec<i32>,
    month: Option<i32>,
    is_iso: bool,
}

impl Date {
    fn add(&mut self, number: i32) -> Option<()> {
        self.numbers.push(number);
        (self.numbers.len() <= 3).then_some(())
    }

    /// Year, month from 1, day. `None` for what is no date.
    fn resolve(&self) -> Option<(i32, i32, i32)> {
        let first = *self.numbers.first()?;
        let [second, third] = [1, 2].map(|index| self.numbers.get(index).copied().unwrap_or(1));
        let (year, month, day) = match self.month {
            None if self.is_iso || !is_day(first) => (first, second, third),
            None => (third, first, second),
            Some(month) if is_day(first) => (second, month, first),
            Some(month) => (first, month, second),
        };
        let year = match year {
            0..=49 if !self.is_iso => year + 2000,
            50..=99 if !self.is_iso => year + 1900,
            _ => year,
        };
        (is_month(month) && is_day(day)).then_some((year, month, day))
    }
}

/// Hour, minute, second, millisecond, as far as they came.
#[derive(Default)]
struct Time {
    numbers: Vec<i32>,
    half_day: Option<i32>,
}

impl Time {
    fn add(&mut self, number: i32) -> Option<()> {
        self.numbers.push(number);
        (self.numbers.len() <= 4).then_some(())
    }

    /// Adds the last number: whatever is missing is zero.
    fn finish(&mut self, number: i32) {
        self.numbers.push(number);
        self.numbers.resize(4, 0);
    }

    fn expects(&self, number: i32) -> bool {
        match self.numbers.len() {
            1 | 2 => is_sixtieth(number),
            3 => (0..1000).contains(&number),
            _ => false,
        }
    }

    /// Milliseconds since midnight.
    fn resolve(&self) -> Option<f64> {
        let [mut hour, minute, second, millisecond] =
            [0, 1, 2, 3].map(|index| self.numbers.get(index).copied().unwrap_or(0));
        if let Some(half_day) = self.half_day {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + half_day;
        }
        let is_time = is_hour(hour) && is_sixtieth(minute) && is_sixtieth(second) && (0..1000).contains(&millisecond);
        let is_midnight = (hour, minute, second, millisecond) == (24, 0, 0, 0);
        let [hour, minute, second, millisecond] = [hour, minute, second, millisecond].map(f64::from);
        (is_time || is_midnight).then(|| make_time(hour, minute, second, millisecond))
    }
}

/// An offset from UTC; the minutes may still be missing.
#[derive(Clone, Copy)]
struct Offset {
    sign: i32,
    hour: i32,
    minute: Option<i32>,
}

impl Offset {
    fn hours(hours: i32) -> Offset {
        Offset { sign: if hours < 0 { -1 } else { 1 }, hour: hours.abs(), minute: Some(0) }
    }

    fn is_utc(self) -> bool {
        self.hour == 0 && self.minute == Some(0)
    }

    /// Milliseconds.
    fn resolve(self) -> f64 {
        let seconds = f64::from(self.hour) * 3600.0 + f64::from(self.minute.unwrap_or(0)) * 60.0;
        f64::from(self.sign) * seconds * 1000.0
    }
}

/// The first three digits after the point.
fn milliseconds(value: i32, length: usize) -> i32 {
    match length {
        1 => value * 100,
        2 => value * 10,
        _ => value / 10i32.pow(length.min(9).saturating_sub(3) as u32),
    }
}

struct Parser<'t, U> {
    tokens: Tokens<'t, U>,
    date: Date,
    time: Time,
    offset: Option<Offset>,
}

/// How reading an ISO string ended.
enum Iso {
    Whole,
    /// It is something else; this token comes first.
    Other(Token),
    /// It began like one and is wrong.
    Wrong,
}

impl<U: CodeUnit> Parser<'_, U> {
    fn time_value(&self, zone: &dyn LocalZone) -> Option<f64> {
        let (year, month, day) = self.date.resolve()?;
        let day = make_day(f64::from(year), f64::from(month - 1), f64::from(day));
        let date = make_date(day, self.time.resolve()?);
        Some(match self.offset {
            Some(offset) => date - offset.resolve(),
            None => from_local_time(zone, date),
        })
    }

    fn parse(&mut self) -> Option<()> {
        let mut token = match self.parse_iso() {
            Iso::Whole => return Some(()),
            Iso::Wrong => return None,
            Iso::Other(token) => token,
        };
        let mut has_number = !self.date.numbers.is_empty();
        while token != Token::End {
            match token {
                Token::Number(value, _) => {
                    has_number = true;
                    self.take_number(value)?;
                }
                Token::Word(word, _) => self.take_word(word, has_number)?,
                Token::Symbol(b'+' | b'-') if self.expects_offset() => {
                    has_number = true;
                    self.take_offset(token.sign().unwrap_or(1))?;
                }
                Token::Symbol(b'+' | b'-' | b')') if has_number => return None,
                _ => {}
            }
            token = self.tokens.next();
        }
        Some(())
    }

    fn expects_offset(&self) -> bool {
        self.offset.is_some_and(Offset::is_utc) || !self.time.numbers.is_empty()
    }

    fn take_number(&mut self, number: i32) -> Option<()> {
        if self.tokens.skip(b':') {
            if self.tokens.skip(b':') {
                self.time.numbers.is_empty().then_some(())?;
                self.time.add(number)?;
                return self.time.add(0);
            }
            self.time.add(number)?;
            self.tokens.skip(b'.');
            return Some(());
        }
        if self.tokens.skip(b'.') && self.time.expects(number) {
            self.time.add(number)?;
            let Token::Number(value, length) = self.tokens.next() else { return None };
            self.time.finish(milliseconds(value, length));
            return Some(());
        }
        if let Some(offset) = self.offset.as_mut().filter(|offset| offset.minute.is_none() && is_sixtieth(number)) {
            offset.minute = Some(number);
            return Some(());
        }
        if self.time.expects(number) {
            self.time.finish(number);
            let next = self.tokens.peek();
            let may_follow = matches!(next, Token::End | Token::WhiteSpace) || next.is_z() || next.sign().is_some();
            return may_follow.then_some(());
        }
        self.date.add(number)?;
        self.tokens.skip(b'-');
        Some(())
    }

    fn take_word(&mut self, word: Word, has_number: bool) -> Option<()> {
        match word {
            Word::HalfDay(hours) if !self.time.numbers.is_empty() => self.time.half_day = Some(hours),
            Word::Month(month) => {
                self.date.month = Some(month);
                self.tokens.skip(b'-');
            }
            Word::Zone(hours) if has_number => self.offset = Some(Offset::hours(hours)),
            _ if has_number || matches!(self.tokens.peek(), Token::Number(..)) => return None,
            _ => {}
        }
        Some(())
    }

    fn take_offset(&mut self, sign: i32) -> Option<()> {
        let (value, length) = match self.tokens.peek() {
            Token::Number(value, length) => {
                self.tokens.next();
                (value, length)
            }
            _ => (0, 0),
        };
        let (hour, minute) = match length {
            _ if self.tokens.peek() == Token::Symbol(b':') => (value, None),
            1 | 2 => (value, Some(0)),
            3 | 4 => (value / 100, Some(value % 100)),
            _ => return None,
        };
        self.offset = Some(Offset { sign, hour, minute });
        Some(())
    }

    fn parse_iso(&mut self) -> Iso {
        let first = self.tokens.peek();
        if let Some(sign) = first.sign() {
            self.tokens.next();
            match self.tokens.peek().number_of(6) {
                Some(year) if year > 0 || sign > 0 => self.date.numbers.push(sign * year),
                Some(_) => {
                    self.tokens.next();
                    return Iso::Other(first);
                }
                None => return Iso::Other(first),
            }
        } else if let Some(year) = first.number_of(4) {
            self.date.numbers.push(year);
        } else {
            return Iso::Other(self.tokens.next());
        }
        self.tokens.next();
        for is_valid in [is_month, is_day] {
            if !self.tokens.skip(b'-') {
                break;
            }
            let Some(number) = self.tokens.peek().number_of(2).filter(|&number| is_valid(number)) else {
                return Iso::Other(self.tokens.next());
            };
            self.date.numbers.push(number);
            self.tokens.next();
        }
        match self.tokens.peek() {
            Token::End => self.offset = Some(Offset::hours(0)),
            Token::Word(Word::Separator, _) => match self.parse_iso_time() {
                Some(()) => {}
                None => return Iso::Wrong,
            },
            _ => return Iso::Other(self.tokens.next()),
        }
        self.date.is_iso = true;
        Iso::Whole
    }

    /// `THH:mm`, `:ss`, `.sss`, and `Z`, `±hh:mm` or `±hhmm`.
    fn parse_iso_time(&mut self) -> Option<()> {
        self.tokens.next();
        let hour = self.two_digits(|hour| (0..=24).contains(&hour))?;
        let is_part = |part: i32| if hour == 24 { part == 0 } else { is_sixtieth(part) };
        self.time.numbers.push(hour);
        self.tokens.skip(b':').then_some(())?;
        let minute = self.two_digits(is_part)?;
        self.time.numbers.push(minute);
        if self.tokens.skip(b':') {
            let second = self.two_digits(is_part)?;
            self.time.numbers.push(second);
            if self.tokens.skip(b'.') {
                let Token::Number(value, length) = self.tokens.next() else { return None };
                (hour < 24 || value == 0).then_some(())?;
                self.time.numbers.push(milliseconds(value, length));
            }
        }
        if self.tokens.peek().is_z() {
            self.tokens.next();
            self.offset = Some(Offset::hours(0));
        } else if let Some(sign) = self.tokens.peek().sign() {
            self.tokens.next();
            self.offset = Some(self.parse_iso_offset(sign)?);
        }
        (self.tokens.peek() == Token::End).then_some(())
    }

    fn parse_iso_offset(&mut self, sign: i32) -> Option<Offset> {
        let (hour, minute) = match self.tokens.peek().number_of(4) {
            Some(both) => {
                self.tokens.next();
                (both / 100, both % 100)
            }
            None => {
                let hour = self.two_digits(is_hour)?;
                self.tokens.skip(b':').then_some(())?;
                (hour, self.two_digits(is_sixtieth)?)
            }
        };
        (is_hour(hour) && is_sixtieth(minute)).then_some(Offset { sign, hour, minute: Some(minute) })
    }

    fn two_digits(&mut self, is_valid: impl Fn(i32) -> bool) -> Option<i32> {
        self.tokens.next().number_of(2).filter(|&number| is_valid(number))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Utc, *};

    /// Two hours east of UTC, always.
    struct Fixed;

    impl LocalZone for Fixed {
        fn offset_at(&self, _utc: f64) -> f64 {
            7_200_000.0
        }

        fn offset_at_local(&self, _local: f64) -> f64 {
            7_200_000.0
        }

        fn name_at(&self, _utc: f64) -> String {
            String::new()
        }

        fn identifier(&self) -> String {
            String::new()
        }
    }

    #[track_caller]
    fn check(text: &str, expected: f64) {
        let value = parse_date(text.as_bytes(), &Fixed);
        assert!(value == expected || (value.is_nan() && expected.is_nan()), "{text} gave {value}");
        let wide: Vec<u16> = text.encode_utf16().collect();
        let again = parse_date(&wide, &Fixed);
        assert!(again == expected || (again.is_nan() && expected.is_nan()), "{text} in UTF-16 gave {again}");
    }

    /// 2022-03-01T00:00:00Z
    const MARCH: f64 = 1_646_092_800_000.0;
    const HOUR: f64 = 3_600_000.0;

    #[test]
    fn iso_dates_are_utc_and_iso_times_are_local() {
        check("2022-03-01", MARCH);
        check("2022-03", MARCH);
        check("+002022-03-01", MARCH);
        check("2022-03-01T10:00", MARCH + 8.0 * HOUR);
        check("2022-03-01T10:00Z", MARCH + 10.0 * HOUR);
        check("2022-03-01T10:00:00.5Z", MARCH + 10.0 * HOUR + 500.0);
        check("2022-03-01T10:00:00.123456789123Z", MARCH + 10.0 * HOUR + 123.0);
        check("2022-03-01T10:00:00+01:30", MARCH + 8.5 * HOUR);
        check("2022-03-01T10:00:00-0130", MARCH + 11.5 * HOUR);
        check("2022-02-28T24:00Z", MARCH);
        check("-271821-04-20", -8.64e15);
    }

    #[test]
    fn what_begins_like_iso_and_is_wrong_is_no_date() {
        for text in ["2022-03-01T25:00Z", "2022-03-01T10", "2022-03-01T10:00Zx", "2022-03-01T24:01Z", "-271821-04-19"] {
            check(text, f64::NAN);
        }
        for text in ["", "x", "2022-13-01", "-000000", "2022-03-32", "Invalid Date", "2022-03-01T10:60"] {
            check(text, f64::NAN);
        }
    }

    #[test]
    fn legacy_dates() {
        check("Tue Mar 01 2022 10:00:00 GMT+0100 (CET)", MARCH + 9.0 * HOUR);
        check("Mar 1, 2022", MARCH - 2.0 * HOUR);
        check("1 March 2022 UTC", MARCH);
        check("2022/03/01 10:00", MARCH + 8.0 * HOUR);
        check("3/1/2022", MARCH - 2.0 * HOUR);
        check("3/1/22", MARCH - 2.0 * HOUR);
        check("Tue, 01 Mar 2022 10:00:00 GMT", MARCH + 10.0 * HOUR);
        check("Mar 1 2022 10:00 PM EST", MARCH + 27.0 * HOUR);
        check("Mar 1 2022 12:00 am Z", MARCH);
        check("2022-3-1", MARCH - 2.0 * HOUR);
        check("Mar 1 2022 10:00 GMT-8", MARCH + 18.0 * HOUR);
        check("Mar 1 2022 10:00:00.250 GMT+01:30", MARCH + 8.5 * HOUR + 250.0);
    }

    #[test]
    fn legacy_parsing_has_its_limits() {
        for text in ["1 2 3 4", "Mar 1 2022 garbage", "Mar 1 2022 13:00 pm", "Mar 1 2022)", "Mar"] {
            check(text, f64::NAN);
        }
        assert_eq!(parse_date(b"Mar 1 2022", &Utc), MARCH);
    }
}
