//! HTTP as far as finding the inspector needs it – the endpoints of Node's:
//! <https://nodejs.org/en/learn/getting-started/debugging>

use super::server::Place;
use serde_json::json;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Bytes of a request's head, at most.
pub(super) const LONGEST_HEAD: usize = 16 << 10;
const MOST_HEADERS: usize = 64;

/// What a request comes to.
#[derive(Debug)]
pub(super) enum Reply {
    /// The head has not come whole.
    Unfinished,
    /// These bytes, and the end.
    Bytes(Vec<u8>),
    /// A WebSocket from now on: these bytes first. So many of what came were the head.
    WebSocket {
        /// The answer.
        answer: Vec<u8>,
        /// Bytes of the head.
        head: usize,
    },
}

/// Answers what has come so far.
pub(super) fn answer(bytes: &[u8], place: &Place) -> Reply {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let head = match request.parse(bytes) {
        Ok(httparse::Status::Complete(head)) => head,
        Ok(httparse::Status::Partial) if bytes.len() < LONGEST_HEAD => return Reply::Unfinished,
        _ => return refuse("400 Bad Request", "The request is no HTTP"),
    };
    let path = request.path.unwrap_or("").split('?').next().unwrap_or("");
    let header = |name: &str| {
        let found = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok()).map(str::trim)
    };
    if !is_allowed_host(header("host").unwrap_or("")) {
        // A name that leads here may be anybody's: DNS rebinding.
        return refuse("400 Bad Request", "The host is neither an IP address nor localhost");
    }
    if request.method != Some("GET") {
        return refuse("405 Method Not Allowed", "Only GET is understood");
    }
    match header("sec-websocket-key") {
        Some(key) if path == format!("/{}", place.id) => {
            let accept = tungstenite::handshake::derive_accept_key(key.as_bytes());
            let answer = format!(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                 Sec-WebSocket-Accept: {accept}\r\n\r\n"
            );
            Reply::WebSocket { answer: answer.into_bytes(), head }
        }
        Some(_) => refuse("400 Bad Request", "There is no such target"),
        None => endpoint(path, place, header("host").unwrap_or("")),
    }
}

/// What stands in `Host` must name no machine but by its number, or this one.
fn is_allowed_host(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => return address.parse::<Ipv6Addr>().is_ok(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.to_ascii_lowercase();
    name.parse::<Ipv4Addr>().is_ok() || matches!(name.as_str(), "localhost" | "localhost6")
}

fn endpoint(path: &str, place: &Place, host: &str) -> Reply {
    let body = match path.trim_end_matches('/') {
        "/json" | "/json/list" => json!([target(place, host)]),
        "/json/version" => json!({
            "Browser": concat!("tenure/v", env!("CARGO_PKG_VERSION")),
            "Protocol-Version": "1.1",
        }),
        "/json/protocol" => super::domains::protocol(),
        _ => return refuse("404 Not Found", "There is nothing here: /json, /json/list, /json/version, /json/protocol"),
    };
    let body = format!("{body:#}\n");
    let head = format!(
        "HTTP/1.0 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nCache-Control: no-cache\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    Reply::Bytes((head + &body).into_bytes())
}

fn target(place: &Place, host: &str) -> serde_json::Value {
    let host = if host.is_empty() { place.address.to_string() } else { host.to_owned() };
    let socket = format!("{host}/{}", place.id);
    let front_end = |page: &str| format!("devtools://devtools/bundled/{page}?experiments=true&v8only=true&ws={socket}");
    json!({
        "description": "tenure instance",
        "devtoolsFrontendUrl": front_end("js_app.html"),
        "devtoolsFrontendUrlCompat": front_end("inspector.html"),
        "id": place.id,
        "title": place.title,
        "type": "node",
        "url": place.url,
        "webSocketDebuggerUrl": format!("ws://{socket}"),
    })
}

fn refuse(status: &str, sentence: &str) -> Reply {
    let length = sentence.len() + 1;
    Reply::Bytes(
        format!(
            "HTTP/1.0 {status}\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: {length}\r\n\r\n\
             {sentence}\n"
        )
        .into_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::address::Address;
    use super::*;

    fn place() -> Place {
        Place {
            address: Address::default(),
            id: "0a1b".to_owned(),
            title: "leak.js".to_owned(),
            url: "file:///leak.js".to_owned(),
        }
    }

    fn text(request: &str) -> String {
        match answer(request.as_bytes(), &place()) {
            Reply::Unfinished => "unfinished".to_owned(),
            Reply::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
            Reply::WebSocket { answer, head } => {
                assert_eq!(head, request.len());
                String::from_utf8(answer).unwrap()
            }
        }
    }

    #[test]
    fn targets_are_listed_under_the_name_the_client_came_by() {
        let list = text("GET /json/list HTTP/1.1\r\nHost: localhost:9229\r\n\r\n");
        assert!(list.starts_with("HTTP/1.0 200 OK\r\n"), "{list}");
        let body: serde_json::Value = serde_json::from_str(list.split_once("\r\n\r\n").unwrap().1).unwrap();
        assert_eq!(body[0]["webSocketDebuggerUrl"], "ws://localhost:9229/0a1b");
        assert_eq!(body[0]["url"], "file:///leak.js");
    }

    #[test]
    fn only_numbers_and_this_machine_are_hosts() {
        for host in ["127.0.0.1:9229", "localhost", "[::1]:9229", "10.0.0.7", "LOCALHOST6:1"] {
            assert!(is_allowed_host(host), "{host}");
        }
        for host in ["", "evil.example:9229", "127.0.0.1.evil.example", "[evil]:9229", "localhost.evil"] {
            assert!(!is_allowed_host(host), "{host}");
            let answer = text(&format!("GET /json HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.0 400"), "{answer}");
        }
    }

    #[test]
    fn a_websocket_is_opened_for_the_right_target_only() {
        let open = |path: &str| {
            text(&format!(
                "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                 Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ))
        };
        // The example of RFC 6455, section 1.3.
        assert!(open("/0a1b").contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
        assert!(open("/other").starts_with("HTTP/1.0 400"));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        assert_eq!(text("GET /json HTTP/1.1\r\nHo"), "unfinished");
        assert!(text("\u{1}\u{2}\r\n\r\n").starts_with("HTTP/1.0 400"));
        assert!(text("POST /json HTTP/1.1\r\nHost: localhost\r\n\r\n").starts_with("HTTP/1.0 405"));
        assert!(text("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n").starts_with("HTTP/1.0 404"));
        assert!(text(&format!("GET /{} HTTP/1.1", "x".repeat(LONGEST_HEAD))).starts_with("HTTP/1.0 400"));
    }
}
