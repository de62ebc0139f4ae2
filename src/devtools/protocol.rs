//! Messages of the Chrome DevTools Protocol: requests, answers, what can be wrong with them –
//! <https://chromedevtools.github.io/devtools-protocol/v8/>

use super::link::ClientId;
use crate::runtime::{Abrupt, Scope, describe};
use serde_json::{Map, Value, json};

/// What a client did wrong, or cannot have.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    /// A code of JSON-RPC.
    pub(super) code: i32,
    /// A sentence.
    pub(super) message: String,
    /// More about it.
    pub(super) data: Option<String>,
}

/// Why a request is not answered with a result.
pub(super) enum Trouble {
    /// The client is told.
    Failure(Failure),
    /// A value was thrown where no script should, or the script is being stopped.
    Abrupt(Abrupt),
}

/// What becomes of a request.
pub(super) enum Reply {
    /// This result.
    Now(Value),
    /// A result that comes later.
    Later,
}

/// What a request comes to.
pub(super) type Answer = Result<Reply, Trouble>;

impl From<Abrupt> for Trouble {
    fn from(abrupt: Abrupt) -> Trouble {
        Trouble::Abrupt(abrupt)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failure(failure)
    }
}

impl Failure {
    /// The text is no JSON.
    pub(super) fn parse(message: String) -> Failure {
        Failure { code: -32700, message, data: None }
    }

    /// It is no request.
    pub(super) fn request(message: &str) -> Failure {
        Failure { code: -32600, message: message.to_owned(), data: None }
    }

    /// There is no such method.
    pub(super) fn method(name: &str) -> Failure {
        Failure { code: -32601, message: format!("'{name}' wasn't found"), data: None }
    }

    /// A parameter is missing or of the wrong sort.
    pub(super) fn parameter(name: &str, wanted: &str) -> Failure {
        let data = Some(format!("Failed to deserialize params.{name} - {wanted}"));
        Failure { code: -32602, message: "Invalid parameters".to_owned(), data }
    }

    /// A parameter is missing.
    pub(super) fn missing(name: &str) -> Failure {
        Failure::parameter(name, "mandatory field missing")
    }

    /// It cannot be done.
    pub(super) fn server(message: &str) -> Failure {
        Failure { code: -32000, message: message.to_owned(), data: None }
    }

    /// The error of an answer.
    pub(super) fn to_json(&self) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(data) = &self.data {
            error["data"] = json!(data);
        }
        error
    }
}

/// The result of a method that tells nothing.
pub(super) fn done() -> Answer {
    Ok(Reply::Now(json!({})))
}

/// This result.
pub(super) fn now(result: Value) -> Answer {
    Ok(Reply::Now(result))
}

/// A request of a client.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) client: ClientId,
    pub(super) id: i64,
    pub(super) method: String,
    parameters: Map<String, Value>,
}

impl Request {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong with it, and the number of the request if it has one.
    pub(super) fn parse(client: ClientId, text: &str) -> Result<Request, (Option<i64>, Failure)> {
        let message: Value =
            serde_json::from_str(text).map_err(|error| (None, Failure::parse(format!("JSON: {error}"))))?;
        let Value::Object(mut message) = message else {
            return Err((None, Failure::request("Message must be a valid JSON")));
        };
        let Some(id) = message.get("id").and_then(Value::as_i64) else {
            return Err((None, Failure::request("Message must have integer 'id' property")));
        };
        let Some(method) = message.get("method").and_then(Value::as_str).map(str::to_owned) else {
            return Err((Some(id), Failure::request("Message must have string 'method' property")));
        };
        let parameters = match message.remove("params") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(parameters)) => parameters,
            Some(_) => return Err((Some(id), Failure::request("Message has a property 'params' that is no object"))),
        };
        Ok(Request { client, id, method, parameters })
    }

    /// A parameter.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.parameters.get(name)
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub(super) fn text(&self, name: &str) -> Result<&str, Failure> {
        self.optional_text(name)?.ok_or_else(|| Failure::missing(name))
    }

    /// A text that may be there.
    ///
    /// # Errors
    /// When it is something else.
    pub(super) fn optional_text(&self, name: &str) -> Result<Option<&str>, Failure> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Failure::parameter(name, "string value expected")),
        }
    }

    /// A switch, off unless given.
    ///
    /// # Errors
    /// When it is something else.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Failure> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(Failure::parameter(name, "bool value expected")),
        }
    }

    /// A number that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub(super) fn number(&self, name: &str) -> Result<f64, Failure> {
        self.optional_number(name)?.ok_or_else(|| Failure::missing(name))
    }

    /// A number that may be there.
    ///
    /// # Errors
    /// When it is something else.
    pub(super) fn optional_number(&self, name: &str) -> Result<Option<f64>, Failure> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or_else(|| Failure::parameter(name, "double value expected")),
        }
    }
}

/// What a client is told of a request that came to nothing.
///
/// # Errors
/// A termination.
pub(super) fn failure_of(cx: &mut Scope<'_>, trouble: Trouble) -> Result<Failure, Abrupt> {
    let abrupt = match trouble {
        Trouble::Failure(failure) => return Ok(failure),
        Trouble::Abrupt(abrupt) => abrupt,
    };
    let mut cx = cx.open();
    let thrown = cx.catch(abrupt)?;
    let text = describe(&mut cx, thrown);
    Ok(Failure::server(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_message_is_told_by_its_code() {
        let check = |text: &str, code: i32, id: Option<i64>| {
            let (found, failure) = Request::parse(ClientId(1), text).unwrap_err();
            assert_eq!((failure.code, found), (code, id), "{text}: {failure:?}");
        };
        check("{", -32700, None);
        check("[]", -32600, None);
        check("{\"method\":\"Runtime.enable\"}", -32600, None);
        check("{\"id\":\"1\",\"method\":\"Runtime.enable\"}", -32600, None);
        check("{\"id\":7}", -32600, Some(7));
        check("{\"id\":7,\"method\":\"A.b\",\"params\":[]}", -32600, Some(7));
        let request = Request::parse(ClientId(1), "{\"id\":7,\"method\":\"A.b\",\"params\":{\"a\":1}}").unwrap();
        assert_eq!(request.text("a").unwrap_err().code, -32602);
        assert_eq!(request.text("b").unwrap_err().code, -32602);
        assert_eq!(request.flag("a").unwrap_err().code, -32602);
        assert_eq!(request.flag("b"), Ok(false));
    }

    #[test]
    fn deep_messages_are_refused_and_not_followed() {
        let deep = format!("{{\"id\":1,\"method\":\"A.b\",\"params\":{}", "{\"a\":".repeat(100_000));
        assert_eq!(Request::parse(ClientId(1), &deep).unwrap_err().1.code, -32700);
    }
}
