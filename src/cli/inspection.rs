//! Starting and ending the inspector, as the flags want it.

use super::options::Options;
use crate::host::Host;

/// The exit code when the inspector cannot listen where it should.
#[cfg(all(feature = "devtools", unix))]
const INVALID_ADDRESS: i32 = 12;

/// Starts the inspector if the flags ask for one, and waits for a client if they ask for that.
///
/// # Errors
/// The exit code, when nobody can listen there.
#[cfg(all(feature = "devtools", unix))]
pub(super) fn start(options: &Options, host: &mut Host, path: Option<&str>) -> Result<(), i32> {
    use crate::devtools::{self, Target};
    let Some(address) = &options.inspect else { return Ok(()) };
    let name = path.map(|path| path.rsplit('/').next().unwrap_or(path));
    let title = match name {
        Some(name) => name.to_owned(),
        None => format!("tenure[{}]", std::process::id()),
    };
    let target = Target { title: &title, path };
    let started = host.engine().enter(|cx| Ok(devtools::start(cx, address, &target)));
    if let Ok(Err(error)) = started {
        eprintln!("Starting inspector on {address} failed: {error}");
        return Err(INVALID_ADDRESS);
    }
    if options.inspect_wait {
        // What ends the wait ends the script as well.
        let _ = host.engine().enter(devtools::wait_for_debugger);
    }
    Ok(())
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
