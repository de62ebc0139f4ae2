//! `console.time` and its kin.

use super::{charge_label, label, options, print};
use crate::heap::Local;
use crate::host::inspect::format_arguments;
use crate::host::output::stdout;
use crate::host::state::state;
use crate::host::warning;
use crate::runtime::{Arguments, Completion, Scope};
use std::time::Instant;

/// `console.time` – <https://nodejs.org/api/console.html#consoletimelabel>
pub(super) fn time<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let label = label(cx, arguments)?;
    let charge = charge_label(cx, &label)?;
    let Some(state) = state(cx) else { return Ok(Local::UNDEFINED) };
    if state.console.times.contains_key(&label) {
        warning::emit(cx, "Warning", &format!("Label '{label}' already exists for console.time()"))?;
        return Ok(Local::UNDEFINED);
    }
    state.console.times.insert(label, (Instant::now(), charge));
    Ok(Local::UNDEFINED)
}

/// `console.timeEnd` – <https://nodejs.org/api/console.html#consoletimeendlabel>
pub(super) fn time_end<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let label = label(cx, arguments)?;
    if tell(cx, "timeEnd", &label, &[])?
        && let Some(state) = state(cx)
    {
        state.console.times.remove(&label);
    }
    Ok(Local::UNDEFINED)
}

/// `console.timeLog` – <https://nodejs.org/api/console.html#consoletimeloglabel-data>
pub(super) fn time_log<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let label = label(cx, arguments)?;
    tell(cx, "timeLog", &label, &arguments.skip(1))?;
    Ok(Local::UNDEFINED)
}

/// Prints how long a timer has run; false when there is none.
fn tell<'s>(cx: &mut Scope<'s>, method: &str, label: &str, data: &[Local<'s>]) -> Completion<bool> {
    let started = state(cx).and_then(|state| state.console.times.get(label).map(|(started, _)| *started));
    let Some(started) = started else {
        warning::emit(cx, "Warning", &format!("No such label '{label}' for console.{method}()"))?;
        return Ok(false);
    };
    let mut text = format!("{label}: {}", duration(started.elapsed().as_secs_f64() * 1000.0));
    if !data.is_empty() {
        let options = options(cx, stdout);
        // A template would take the first value for itself, so the label stands in front of all.
        text = format!("{text} {}", format_arguments(cx, data, &options)?);
    }
    print(cx, stdout, text)?;
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
