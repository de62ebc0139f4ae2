//! Numbers as people in the United States write them: groups of three digits, at most three places.
//!
//! Of ECMA-402's options only the digits of the fraction and `useGrouping` are known.

use crate::heap::Local;
use crate::runtime::{Completion, Scope, get, is_object, throw_range_error, to_boolean, to_number};
use crate::value::number::to_exponential;

/// What of the options matters.
#[derive(Clone, Copy)]
pub(super) struct Options {
    least_digits: u32,
    most_digits: u32,
    grouping: bool,
}

/// Reads `minimumFractionDigits`, `maximumFractionDigits` and `useGrouping`.
pub(super) fn read_options<'s>(cx: &mut Scope<'s>, options: Local<'s>) -> Completion<Options> {
    let mut result = Options { least_digits: 0, most_digits: 3, grouping: true };
    if !is_object(cx.raw(options)) {
        return Ok(result);
    }
    let least = digits_option(cx, options, "minimumFractionDigits")?;
    let most = digits_option(cx, options, "maximumFractionDigits")?;
    result.least_digits = least.unwrap_or(0);
    result.most_digits = most.unwrap_or(result.least_digits.max(3));
    if result.least_digits > result.most_digits {
        return Err(throw_range_error(cx, format_args!("maximumFractionDigits value is out of range.")));
    }
    let key = cx.name("useGrouping")?;
    let grouping = get(cx, options, key)?;
    result.grouping = cx.raw(grouping).is_undefined() || to_boolean(cx, grouping);
    Ok(result)
}

fn digits_option<'s>(cx: &mut Scope<'s>, options: Local<'s>, name: &str) -> Completion<Option<u32>> {
    let key = cx.name(name)?;
    let value = get(cx, options, key)?;
    if cx.raw(value).is_undefined() {
        return Ok(None);
    }
    let number = to_number(cx, value)?;
    if (0.0..=100.0).contains(&number) {
        return Ok(Some(number as u32));
    }
    Err(throw_range_error(cx, format_args!("{name} value is out of range.")))
}

/// The number's shortest digits, rounded half away from zero, grouped.
pub(super) fn format(value: f64, options: Options) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return format!("{sign}∞");
    }
    let (digits, point) = shortest(value.abs());
    let (integer, fraction) = round(&digits, point, options.most_digits as i32);
    let mut text = sign.to_owned();
    for (index, digit) in integer.iter().enumerate() {
        if options.grouping && index > 0 && (integer.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(char::from(*digit));
    }
    let mut fraction = fraction;
    while fraction.len() > options.least_digits as usize && fraction.last() == Some(&b'0') {
        fraction.pop();
    }
    fraction.resize(fraction.len().max(options.least_digits as usize), b'0');
    if !fraction.is_empty() {
        text.push('.');
        text.extend(fraction.into_iter().map(char::from));
    }
    text
}

/// The shortest digits of a magnitude and the position of the point before, at or behind them.
fn shortest(magnitude: f64) -> (Vec<u8>, i32) {
    if magnitude == 0.0 {
        return (vec![b'0'], 1);
    }
    let text = to_exponential(magnitude, None);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    (digits, exponent.trim_start_matches('+').parse().unwrap_or(0) + 1)
}

/// The digits before the point (at least one) and at most `places` behind it.
fn round(digits: &[u8], point: i32, places: i32) -> (Vec<u8>, Vec<u8>) {
    let digit_at =
        |index: i32| usize::try_from(index).ok().and_then(|index| digits.get(index)).copied().unwrap_or(b'0');
    let start = point.min(1) - 1;
    let end = point + places;
    let mut all: Vec<u8> = (start.min(point - 1)..end).map(digit_at).collect();
    let mut integer_length = (point - start.min(point - 1)) as usize;
    if digit_at(end) >= b'5' {
        let mut index = all.len();
        loop {
            if index == 0 {
                all.insert(0, b'1');
                integer_length += 1;
                break;
            }
            index -= 1;
            if all[index] < b'9' {
                all[index] += 1;
                break;
            }
            all[index] = b'0';
        }
    }
    let fraction = all.split_off(integer_length.min(all.len()));
    let zeros = all.iter().take(all.len().saturating_sub(1)).take_while(|&&digit| digit == b'0').count();
    all.drain(..zeros);
    (all, fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, expected: &str) {
        assert_eq!(format(value, Options { least_digits: 0, most_digits: 3, grouping: true }), expected);
    }

    #[test]
    fn digits_are_grouped_and_rounded() {
        check(0.0, "0");
        check(-0.0, "-0");
        check(1234567.891, "1,234,567.891");
        check(999.9996, "1,000");
        check(0.0005, "0.001");
        check(0.0004, "0");
        check(0.05, "0.05");
        check(123456.0, "123,456");
        check(1e21, "1,000,000,000,000,000,000,000");
        check(1.0005, "1.001");
        check(-12.5, "-12.5");
        check(99.95, "99.95");
        check(f64::NEG_INFINITY, "-∞");
    }
}
