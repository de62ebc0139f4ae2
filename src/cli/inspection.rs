//! Starting and ending the inspector, as the flags want it.

use super::options::Options;
use crate::host::Host;
#[cfg(all(feature = "devtools", unix))]
use crate::host::await_signal;
#[cfg(all(feature = "devtools", unix))]
use crate::runtime::Scope;

/// The exit code when the inspector cannot listen where it should.
#[cfg(all(feature = "devtools", unix))]
const INVALID_ADDRESS: i32 = 12;

/// Starts the inspector if the flags ask for one, and waits for a client if they ask for that. Otherwise SIGUSR1 starts
/// it, whenever it comes.
///
/// # Errors
/// The exit code, when nobody can listen there.
#[cfg(all(feature = "devtools", unix))]
pub(super) fn start(options: &Options, host: &mut Host, path: Option<&str>) -> Result<(), i32> {
    use crate::devtools;
    let path = path.map(str::to_owned);
    let address = options.inspect_address.clone();
    if !options.inspect {
        let start = Box::new(move |cx: &mut Scope<'_>| {
            // It has told what failed; the script goes on.
            let _ = start_at(cx, &address, path.as_deref());
        });
        // Without signals there is none to start it.
        let _ = host.engine().enter(|cx| Ok(await_signal(cx, "SIGUSR1", start)));
        return Ok(());
    }
    let started = host.engine().enter(|cx| Ok(start_at(cx, &address, path.as_deref())));
    if let Ok(Err(())) = started {
        return Err(INVALID_ADDRESS);
    }
    if options.inspect_wait {
        // What ends the wait ends the script as well.
        let _ = host.engine().enter(|cx| devtools::wait_for_debugger(cx, options.inspect_brk));
    }
    Ok(())
}

/// Starts the inspector; tells what fails.
#[cfg(all(feature = "devtools", unix))]
fn start_at(cx: &mut Scope<'_>, address: &crate::devtools::Address, path: Option<&str>) -> Result<(), ()> {
    use crate::devtools::Target;
    let name = path.map(|path| path.rsplit('/').next().unwrap_or(path));
    let title = name.map_or_else(|| format!("tenure[{}]", std::process::id()), str::to_owned);
    let started = crate::devtools::start(cx, address, &Target { title: &title, path });
    started.map_err(|error| eprintln!("Starting inspector on {address} failed: {error}"))
}

/// The program has ended: so does the inspector, once its clients have gone.
#[cfg(all(feature = "devtools", unix))]
pub(super) fn finish(host: &mut Host) {
    // It ends in any case.
    let _ = host.engine().enter(crate::devtools::finish);
}

#[cfg(not(all(feature = "devtools", unix)))]
pub(super) fn start(_: &Options, _: &mut Host, _: Option<&str>) -> Result<(), i32> {
    Ok(())
}

#[cfg(not(all(feature = "devtools", unix)))]
pub(super) fn finish(_: &mut Host) {}
