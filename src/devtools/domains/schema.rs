//! `Schema`: which domains there are.

use super::{DOMAINS, Method, method};
use crate::devtools::protocol::{Answer, Request, now};
use crate::runtime::Scope;
use serde_json::json;

pub(super) const METHODS: &[Method] = &[method("getDomains", get_domains)];

/// `Schema.getDomains`
fn get_domains(_: &mut Scope<'_>, _: &Request) -> Answer {
    let domains: Vec<_> = DOMAINS.iter().map(|domain| json!({ "name": domain.name, "version": "1.3" })).collect();
    now(json!({ "domains": domains }))
}
