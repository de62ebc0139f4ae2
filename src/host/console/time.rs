//! `console.time` and its kin.

use super::memory::{Console, Memory, console_of, say};
use super::{label, place_of};
use crate::heap::Local;
use crate::host::state::state;
use crate::host::warning;
use crate::runtime::{self, Arguments, Completion, Scope, delete, rust_text};

/// Milliseconds since the host started.
fn now(cx: &mut Scope<'_>) -> f64 {
    state(cx).map_or(0.0, |state| state.elapsed_ms())
}

/// `console.time` – <https://nodejs.org/api/console.html#consoletimelabel>
pub(super) fn time<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let label = label(cx, arguments)?;
    let (times, key) = place_of(cx, console, Memory::Times, label)?;
    if runtime::has_own_property(cx, times, key)? {
        let label = rust_text(cx, label)?;
        warning::emit(cx, "Warning", &format!("Label '{label}' already exists for console.time()"))?;
        return Ok(Local::UNDEFINED);
    }
    let now = now(cx);
    runtime::set(cx, times, key, Local::number(now))?;
    Ok(Local::UNDEFINED)
}

/// `console.timeEnd` – <https://nodejs.org/api/console.html#consoletimeendlabel>
pub(super) fn time_end<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let label = label(cx, arguments)?;
    if tell(cx, console, "timeEnd", label, &[])? {
        let (times, key) = place_of(cx, console, Memory::Times, label)?;
        delete(cx, times, key)?;
    }
    Ok(Local::UNDEFINED)
}

/// `console.timeLog` – <https://nodejs.org/api/console.html#consoletimeloglabel-data>
pub(super) fn time_log<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let console = console_of(cx, this, arguments)?;
    let label = label(cx, arguments)?;
    tell(cx, console, "timeLog", label, &arguments.skip(1))?;
    Ok(Local::UNDEFINED)
}

/// Says how long a timer has run; false when there is none.
fn tell<'s>(
    cx: &mut Scope<'s>,
    console: Console<'s>,
    method: &str,
    label: Local<'s>,
    data: &[Local<'s>],
) -> Completion<bool> {
    let (times, key) = place_of(cx, console, Memory::Times, label)?;
    let started = runtime::get(cx, times, key)?;
    if !cx.raw(started).is_number() {
        let label = rust_text(cx, label)?;
        warning::emit(cx, "Warning", &format!("No such label '{label}' for console.{method}()"))?;
        return Ok(false);
    }
    let elapsed = now(cx) - cx.raw(started).as_number();
    let mut values = vec![cx.string("%s: %s")?, label, cx.string(&duration(elapsed))?];
    values.extend(data);
    say(cx, console, "log", &values)?;
    Ok(true)
}

/// Milliseconds for people: `1.234ms`, `2.500s`, `1:02.003 (m:ss.mmm)`, `1:00:00.000 (h:mm:ss.mmm)`.
pub(super) fn duration(milliseconds: f64) -> String {
    let seconds = milliseconds / 1000.0;
    if seconds < 1.0 {
        let rounded = format!("{milliseconds:.3}");
        return format!("{}ms", rounded.trim_end_matches('0').trim_end_matches('.'));
    }
    if seconds < 60.0 {
        return format!("{seconds:.3}s");
    }
    let (minutes, rest) = ((seconds / 60.0).floor(), seconds % 60.0);
    let (hours, minutes) = ((minutes / 60.0).floor(), minutes % 60.0);
    if hours > 0.0 {
        format!("{hours}:{minutes:02}:{rest:06.3} (h:mm:ss.mmm)")
    } else {
        format!("{minutes}:{rest:06.3} (m:ss.mmm)")
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_take_the_unit_that_fits() {
        assert_eq!(duration(0.0561), "0.056ms");
        assert_eq!(duration(12.0), "12ms");
        assert_eq!(duration(1500.0), "1.500s");
        assert_eq!(duration(62_003.0), "1:02.003 (m:ss.mmm)");
        assert_eq!(duration(3_600_000.0), "1:00:00.000 (h:mm:ss.mmm)");
    }
}
