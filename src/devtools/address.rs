//! Where the inspector listens: what stands behind `--inspect=`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

/// Where Node's inspector listens if nobody says otherwise.
const DEFAULT_PORT: u16 = 9229;

/// A host, by name or number, and a port. Port 0 is any that is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// A name, or an IP address without brackets.
    pub(crate) host: String,
    /// The port.
    pub(crate) port: u16,
}

impl Default for Address {
    fn default() -> Address {
        Address { host: Ipv4Addr::LOCALHOST.to_string(), port: DEFAULT_PORT }
    }
}

impl Address {
    /// Reads `[host:]port`, `host` or nothing; what is left out is `127.0.0.1` and 9229.
    ///
    /// # Errors
    /// What is wrong with the text, to stand behind the name of a flag and `: `.
    pub(crate) fn parse(text: &str) -> Result<Address, String> {
        let mut address = Address::default();
        let text = text.trim();
        let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, rest)) => (Some(host), rest.strip_prefix(':')),
            None => match text.rsplit_once(':') {
                Some((host, port)) if !host.contains(':') => (Some(host), Some(port)),
                None if text.is_empty() => (None, None),
                None if text.bytes().all(|byte| byte.is_ascii_digit()) => (None, Some(text)),
                _ => (Some(text), None),
            },
        };
        if let Some(host) = host.filter(|host| !host.is_empty()) {
            address.host = host.to_owned();
        }
        if let Some(port) = port {
            address.port = read_port(port).ok_or("must be 0 or in range 1024 to 65535.")?;
        }
        Ok(address)
    }
}

fn read_port(text: &str) -> Option<u16> {
    let port = text.parse().ok()?;
    (port == 0 || port >= 1024).then_some(port)
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.parse() {
            Ok(IpAddr::V6(host)) => write!(formatter, "[{host}]:{}", self.port),
            _ => write!(formatter, "{}:{}", self.host, self.port),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_or_a_port_or_both() {
        let check = |text: &str, shown: &str| {
            assert_eq!(Address::parse(text).map(|address| address.to_string()), Ok(shown.to_owned()), "{text}");
        };
        check("", "127.0.0.1:9229");
        check("9333", "127.0.0.1:9333");
        check("0", "127.0.0.1:0");
        check("0.0.0.0", "0.0.0.0:9229");
        check("localhost:1024", "localhost:1024");
        check("[::1]:9230", "[::1]:9230");
        check("::1", "[::1]:9229");
        check(":9230", "127.0.0.1:9230");
        for text in ["80", "65536", "host:", "host:x", "[::1]:1"] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }
}
