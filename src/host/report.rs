//! Errors of the host, with Node's codes and texts.

use super::inspect::{Options, inspect};
use super::property;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Abrupt, Completion, Intrinsic, Scope, create_error, get_known, is_callable, is_object, rust_text, to_string,
    typeof_name,
};
use crate::value;

/// Throws an error with a `code`: its stack says `TypeError [CODE]: message`.
#[cold]
pub(crate) fn throw_coded(cx: &mut Scope<'_>, prototype: Intrinsic, code: &str, message: &str) -> Abrupt {
    let mut cx = cx.open();
    match coded_error(&mut cx, prototype, code, message) {
        Ok(error) => cx.throw(error),
        Err(abrupt) => abrupt,
    }
}

/// An error with a `code`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn coded_error<'s>(
    cx: &mut Scope<'s>,
    prototype: Intrinsic,
    code: &str,
    message: &str,
) -> Completion<Local<'s>> {
    let error = create_error(cx, prototype, message)?;
    let name = get_known(cx, error, KnownName::Name)?;
    let name = rust_text(cx, name)?;
    // The stack is made with the code in the name, which then goes.
    property::define_text(cx, error, "name", &format!("{name} [{code}]"))?;
    get_known(cx, error, KnownName::Stack)?;
    let key = KnownName::Name.into();
    runtime::delete(cx, error, key)?;
    property::define_text(cx, error, "code", code)?;
    Ok(error)
}

/// Throws ERR_INVALID_ARG_TYPE; `expected` goes on behind `must be `.
#[cold]
pub(crate) fn throw_invalid_argument_type<'s>(
    cx: &mut Scope<'s>,
    name: &str,
    expected: &str,
    actual: Local<'s>,
) -> Abrupt {
    let received = match received(cx, actual) {
        Ok(received) => received,
        Err(abrupt) => return abrupt,
    };
    let what = match () {
        () if name.ends_with(" argument") => name.to_owned(),
        () if name.contains('.') => format!("\"{name}\" property"),
        () => format!("\"{name}\" argument"),
    };
    let message = format!("The {what} must be {expected}. Received {received}");
    throw_coded(cx, Intrinsic::TypeErrorPrototype, "ERR_INVALID_ARG_TYPE", &message)
}

/// A value as Node's messages describe what they got.
pub(crate) fn received<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let raw = cx.raw(value);
    if raw.is_undefined() || raw.is_null() {
        return Ok(if raw.is_null() { "null" } else { "undefined" }.to_owned());
    }
    if is_callable(cx, value) {
        let name = get_known(cx, value, KnownName::Name)?;
        let name = to_string(cx, name)?;
        return Ok(format!("function {}", rust_text(cx, name)?));
    }
    if is_object(raw) {
        let constructor = get_known(cx, value, KnownName::Constructor)?;
        if is_object(cx.raw(constructor)) {
            let name = get_known(cx, constructor, KnownName::Name)?;
            if value::is_string(cx.raw(name)) && value::length(cx.raw(name)) > 0 {
                return Ok(format!("an instance of {}", rust_text(cx, name)?));
            }
        }
        return inspect(cx, value, &Options { depth: Some(-1.0), ..Options::default() });
    }
    let mut shown = inspect(cx, value, &Options::default())?;
    if shown.chars().count() > 28 {
        shown = shown.chars().take(25).collect::<String>() + "...";
    }
    Ok(format!("type {} ({shown})", typeof_name(cx, value).text()))
}

/// Integers beyond this have their digits grouped in messages.
const LARGEST_PLAIN: f64 = 4_294_967_296.0;

/// Throws ERR_OUT_OF_RANGE.
#[cold]
pub(crate) fn throw_out_of_range<'s>(cx: &mut Scope<'s>, name: &str, range: &str, actual: Local<'s>) -> Abrupt {
    let raw = cx.raw(actual);
    let is_large = match raw.is_number() {
        true => raw.as_number().fract() == 0.0 && raw.as_number().abs() > LARGEST_PLAIN,
        false => runtime::type_of(raw) == runtime::Type::BigInt && runtime::bigint_to_text(raw, 10).len() > 10,
    };
    let options = Options { numeric_separator: is_large, ..Options::default() };
    let shown = match inspect(cx, actual, &options) {
        Ok(shown) => shown,
        Err(abrupt) => return abrupt,
    };
    let message = format!("The value of \"{name}\" is out of range. It must be {range}. Received {shown}");
    throw_coded(cx, Intrinsic::RangeErrorPrototype, "ERR_OUT_OF_RANGE", &message)
}

/// Throws the error of a failed system call, with `errno`, `code`, `syscall` and `path`.
#[cold]
pub(crate) fn throw_system_error(cx: &mut Scope<'_>, error: &std::io::Error, call: &str, path: &str) -> Abrupt {
    let mut cx = cx.open();
    match system_error(&mut cx, error, call, path) {
        Ok(error) => cx.throw(error),
        Err(abrupt) => abrupt,
    }
}

/// An error of the system, as Node's file functions throw it.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn system_error<'s>(
    cx: &mut Scope<'s>,
    error: &std::io::Error,
    call: &str,
    path: &str,
) -> Completion<Local<'s>> {
    let number = error.raw_os_error().unwrap_or(0);
    let (code, text) = describe_system_error(number);
    let place = if path.is_empty() { String::new() } else { format!(" '{path}'") };
    let object = create_error(cx, Intrinsic::ErrorPrototype, &format!("{code}: {text}, {call}{place}"))?;
    property::define(cx, object, "errno", Local::int(-number))?;
    property::define_text(cx, object, "code", code)?;
    property::define_text(cx, object, "syscall", call)?;
    if !path.is_empty() {
        property::define_text(cx, object, "path", path)?;
    }
    Ok(object)
}

/// The name of a system error.
pub(crate) const fn system_error_code(number: i32) -> &'static str {
    describe_system_error(number).0
}

/// The name and text of a system error, as libuv has them.
const fn describe_system_error(number: i32) -> (&'static str, &'static str) {
    match number {
        1 => ("EPERM", "operation not permitted"),
        2 => ("ENOENT", "no such file or directory"),
        3 => ("ESRCH", "no such process"),
        4 => ("EINTR", "interrupted system call"),
        5 => ("EIO", "i/o error"),
        9 => ("EBADF", "bad file descriptor"),
        11 => ("EAGAIN", "resource temporarily unavailable"),
        12 => ("ENOMEM", "not enough memory"),
        13 => ("EACCES", "permission denied"),
        17 => ("EEXIST", "file already exists"),
        18 => ("EXDEV", "cross-device link not permitted"),
        20 => ("ENOTDIR", "not a directory"),
        21 => ("EISDIR", "illegal operation on a directory"),
        22 => ("EINVAL", "invalid argument"),
        24 => ("EMFILE", "too many open files"),
        28 => ("ENOSPC", "no space left on device"),
        30 => ("EROFS", "read-only file system"),
        36 => ("ENAMETOOLONG", "name too long"),
        39 => ("ENOTEMPTY", "directory not empty"),
        40 => ("ELOOP", "too many symbolic links encountered"),
        _ => ("UNKNOWN", "unknown error"),
    }
}
