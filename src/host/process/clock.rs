//! Clocks of the process: `uptime`, `hrtime`, `cpuUsage`.

use crate::heap::Local;
use crate::host::property;
use crate::host::report::{throw_invalid_argument_type, throw_out_of_range};
use crate::host::state::peek;
use crate::runtime::{
    Arguments, Completion, Scope, bigint_from, create_array_from_list, get_index, is_array, length_of_array_like,
    ordinary_object, to_number,
};
use num_bigint::BigInt;

/// Gives `hrtime` its `bigint`.
pub(super) fn complete<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    let hrtime = property::get(cx, process, "hrtime")?;
    property::define_functions(cx, hrtime, &[("bigint", 0, hrtime_bigint)])
}

/// Nanoseconds of a clock that only goes forward. Its start is far enough back to look like the system's.
pub(super) fn nanoseconds(cx: &Scope<'_>) -> u64 {
    const BEFORE_START: u64 = 1_000_000_000_000;
    let elapsed = peek(cx).map_or(0, |state| state.started.elapsed().as_nanos() as u64);
    BEFORE_START + elapsed
}

/// `process.uptime` – <https://nodejs.org/api/process.html#processuptime>
pub(super) fn uptime<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let elapsed = peek(cx).map_or(0.0, |state| state.started.elapsed().as_secs_f64());
    Ok(Local::number(elapsed))
}

/// `process.hrtime` – <https://nodejs.org/api/process.html#processhrtimetime>
pub(super) fn hrtime<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const SECOND: i64 = 1_000_000_000;
    let now = nanoseconds(cx) as i64;
    let (mut seconds, mut nanos) = (now / SECOND, now % SECOND);
    let previous = arguments.get(0);
    if !cx.raw(previous).is_undefined() {
        if !is_array(cx, previous)? {
            return Err(throw_invalid_argument_type(cx, "time", "an instance of Array", previous));
        }
        let count = length_of_array_like(cx, previous)?;
        if count != 2 {
            return Err(throw_out_of_range(cx, "time", "2", Local::number(count as f64)));
        }
        let parts = [get_index(cx, previous, 0)?, get_index(cx, previous, 1)?];
        seconds -= to_number(cx, parts[0])? as i64;
        nanos -= to_number(cx, parts[1])? as i64;
        if nanos < 0 {
            seconds -= 1;
            nanos += SECOND;
        }
    }
    create_array_from_list(cx, &[Local::number(seconds as f64), Local::number(nanos as f64)])
}

/// `process.hrtime.bigint` – <https://nodejs.org/api/process.html#processhrtimebigint>
fn hrtime_bigint<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let now = nanoseconds(cx);
    bigint_from(cx, &BigInt::from(now))
}

/// `process.cpuUsage` – <https://nodejs.org/api/process.html#processcpuusagepreviousvalue>
pub(super) fn cpu_usage<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let [mut user, mut system] = processor_time();
    let previous = arguments.get(0);
    if crate::runtime::is_object(cx.raw(previous)) {
        let parts = [property::get(cx, previous, "user")?, property::get(cx, previous, "system")?];
        user -= to_number(cx, parts[0])?;
        system -= to_number(cx, parts[1])?;
    }
    let usage = ordinary_object(cx)?;
    property::define(cx, usage, "user", Local::number(user))?;
    property::define(cx, usage, "system", Local::number(system))?;
    Ok(usage)
}

/// Microseconds that the process ran, in its own code and in the system's.
pub(super) fn processor_time() -> [f64; 2] {
    // The system counts in hundredths of a second.
    const TICK: f64 = 10_000.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let mut fields = behind_name.split_ascii_whitespace().skip(11).map(|field| field.parse().unwrap_or(0.0));
    [fields.next().unwrap_or(0.0) * TICK, fields.next().unwrap_or(0.0) * TICK]
}
