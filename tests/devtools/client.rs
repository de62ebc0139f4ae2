//! A script under the inspector, and clients of the protocol.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tungstenite::{Message, WebSocket};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A script that runs.
pub(crate) struct Script {
    child: Child,
    /// `127.0.0.1:port`
    pub(crate) address: String,
    /// The path of the WebSocket.
    pub(crate) path: String,
    errors: Arc<Mutex<String>>,
    output: Arc<Mutex<String>>,
    /// They read what it writes, until it ends.
    readers: Vec<std::thread::JoinHandle<()>>,
}

fn keep(mut from: impl Read + Send + 'static, to: &Arc<Mutex<String>>) -> std::thread::JoinHandle<()> {
    let to = Arc::clone(to);
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            to.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    })
}

impl Script {
    /// Runs a text with these flags, and waits until the inspector listens.
    pub(crate) fn run(flags: &[&str], text: &str) -> Script {
        Script::start(&[flags, &["-e", text]].concat())
    }

    /// Runs the command with these words, and waits until the inspector listens.
    pub(crate) fn start(words: &[&str]) -> Script {
        Script::start_with(env!("CARGO_BIN_EXE_tenure"), words).unwrap()
    }

    /// As [`Script::start`], of another command, if there is such a one.
    pub(crate) fn start_with(command: &str, words: &[&str]) -> Option<Script> {
        let child = Command::new(command)
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        Some(Script::of(child.ok()?, |_| ()))
    }

    /// A script that runs, whose inspector listens after `start`.
    pub(crate) fn of(mut child: Child, start: impl FnOnce(&mut Child)) -> Script {
        start(&mut child);
        let mut reader = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("Debugger listening on ws://").unwrap_or_else(|| panic!("{line}"));
        let (address, path) = url.split_once('/').unwrap();
        let (address, path) = (address.to_owned(), format!("/{path}"));
        let (errors, output) = (Arc::default(), Arc::default());
        let readers = vec![keep(reader, &errors), keep(child.stdout.take().unwrap(), &output)];
        Script { child, address, path, errors, output, readers }
    }

    /// What it has written to standard error since.
    pub(crate) fn errors(&self) -> String {
        self.errors.lock().unwrap().clone()
    }

    /// What it has written to standard output.
    pub(crate) fn output(&self) -> String {
        self.output.lock().unwrap().clone()
    }

    /// A client, once the script has come to where it sets a global `ready`.
    pub(crate) fn connect_when_ready(&self) -> Client {
        let mut client = self.connect();
        let end = Instant::now() + PATIENCE;
        while client.evaluate("typeof ready") == "undefined" {
            assert!(Instant::now() < end, "the script is never ready");
        }
        client
    }

    /// A client.
    pub(crate) fn connect(&self) -> Client {
        Client::connect(&self.address, &self.path)
    }

    /// The answer to a request, whole.
    pub(crate) fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    /// Waits for its end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.readers.drain(..).for_each(|reader| reader.join().unwrap());
                return status;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the script does not end: {}", self.errors());
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client.
pub(crate) struct Client {
    pub(crate) socket: WebSocket<TcpStream>,
    last: i64,
    events: VecDeque<Value>,
}

impl Client {
    /// A client of the WebSocket at a path.
    pub(crate) fn connect(address: &str, path: &str) -> Client {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = tungstenite::client(format!("ws://{address}{path}"), stream).unwrap();
        Client { socket, last: 0, events: VecDeque::new() }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// Sends a text as it is.
    pub(crate) fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).unwrap();
    }

    /// The next message, whatever it is.
    pub(crate) fn next(&mut self) -> Value {
        match self.events.pop_front() {
            Some(event) => event,
            None => self.read(),
        }
    }

    /// Sends a request; its number.
    pub(crate) fn send(&mut self, method: &str, parameters: Value) -> i64 {
        self.last += 1;
        let message = json!({ "id": self.last, "method": method, "params": parameters });
        self.send_text(&message.to_string());
        self.last
    }

    /// The answer to a request; what else comes meanwhile is kept.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        if let Some(index) = self.events.iter().position(|message| message["id"] == json!(id)) {
            return self.events.remove(index).unwrap();
        }
        loop {
            let message = self.read();
            if message["id"] == json!(id) {
                return message;
            }
            self.events.push_back(message);
        }
    }

    /// Calls a method; its result.
    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.send(method, parameters);
        let answer = self.answer(id);
        assert!(answer.get("result").is_some(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Calls a method; its result, or the error's code.
    pub(crate) fn fail_or_result(&mut self, method: &str, parameters: Value) -> Result<Value, i64> {
        let id = self.send(method, parameters);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().map_or_else(|| Ok(answer["result"].clone()), Err)
    }

    /// Calls a method that fails; the error's code.
    pub(crate) fn fail(&mut self, method: &str, parameters: Value) -> i64 {
        let result = self.fail_or_result(method, parameters);
        result.expect_err(method)
    }

    /// The value of an expression.
    pub(crate) fn evaluate(&mut self, text: &str) -> Value {
        self.call("Runtime.evaluate", json!({ "expression": text, "returnByValue": true }))["result"]["value"].clone()
    }

    /// The id of the object that an expression gives.
    pub(crate) fn object(&mut self, text: &str) -> String {
        let result = self.call("Runtime.evaluate", json!({ "expression": text }));
        result["result"]["objectId"].as_str().unwrap_or_else(|| panic!("{result}")).to_owned()
    }

    /// Waits for an event; its parameters.
    pub(crate) fn event(&mut self, method: &str) -> Value {
        if let Some(index) = self.events.iter().position(|event| event["method"] == method) {
            return self.events.remove(index).unwrap()["params"].clone();
        }
        loop {
            let message = self.read();
            if message["method"] == method {
                return message["params"].clone();
            }
            self.events.push_back(message);
        }
    }

    /// Events of this name that have come.
    pub(crate) fn take_events(&mut self, method: &str) -> Vec<Value> {
        let (taken, kept): (Vec<Value>, Vec<Value>) =
            self.events.drain(..).partition(|event| event["method"] == method);
        self.events = kept.into();
        taken
    }

    /// Says goodbye.
    pub(crate) fn close(mut self) {
        self.socket.close(None).unwrap();
        while self.socket.read().is_ok() {}
    }
}
