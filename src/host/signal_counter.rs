//! Signals that ask for something as often as they come, in whatever the script is doing.

pub(crate) use system::{Counter, count};

#[cfg(unix)]
mod system {
    use std::io::{self, Read};
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    /// Counts signals: each that is handled leaves a byte.
    pub(crate) struct Counter(UnixStream);

    impl Counter {
        /// How many came since the last call.
        pub(crate) fn take(&mut self) -> usize {
            let (mut bytes, mut count) = ([0; 256], 0);
            while let Ok(more @ 1..) = self.0.read(&mut bytes) {
                count += more;
            }
            count
        }
    }

    /// Counts a signal from now on, and raises a flag when it comes.
    pub(crate) fn count(number: i32, flag: Arc<AtomicBool>) -> io::Result<Counter> {
        if signal_hook::consts::FORBIDDEN.contains(&number) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let (reader, writer) = UnixStream::pair()?;
        reader.set_nonblocking(true)?;
        // In this order: whoever sees the flag finds the byte.
        signal_hook::low_level::pipe::register(number, writer)?;
        signal_hook::flag::register(number, flag)?;
        Ok(Counter(reader))
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    pub(crate) struct Counter;

    impl Counter {
        pub(crate) fn take(&mut self) -> usize {
            0
        }
    }

    pub(crate) fn count(_: i32, _: Arc<AtomicBool>) -> io::Result<Counter> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
