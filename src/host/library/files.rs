//! What module `fs` gets from Rust: synchronous calls of the system.

use crate::heap::Local;
use crate::host::report::{throw_invalid_argument_type, throw_system_error};
use crate::host::{bytes, property};
use crate::runtime::{
    Arguments, Completion, NativeFunction, Scope, array_buffer_from_bytes, array_create, array_push, ordinary_object,
    rust_text, to_boolean, to_string, units,
};
use crate::value;
use std::fs;
use std::io::{Read, Write};
use std::time::UNIX_EPOCH;

pub(super) const FUNCTIONS: &[(&str, u8, NativeFunction)] = &[
    ("read", 1, read),
    ("write", 3, write),
    ("stat", 2, stat),
    ("exists", 1, exists),
    ("list", 1, list),
    ("makeDirectory", 2, make_directory),
    ("remove", 1, remove),
    ("removeDirectory", 2, remove_directory),
    ("rename", 2, rename),
    ("copy", 2, copy),
    ("realPath", 1, real_path),
    ("access", 1, access),
    ("makeTemporaryDirectory", 1, make_temporary_directory),
];

/// The largest file that is read at once, in bytes.
const LARGEST_FILE: u64 = 1 << 31;

/// A path argument: the scripts have made sure that it is a string.
fn path<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    if !value::is_string(cx.raw(value)) {
        return Err(throw_invalid_argument_type(cx, "path", "of type string or an instance of Buffer or URL", value));
    }
    rust_text(cx, value)
}

/// An ArrayBuffer of the bytes of a file; a number stands for an open descriptor, of which 0 is standard input.
fn read<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let name = arguments.get(0);
    let (path, result) = if cx.raw(name).is_number() {
        let mut bytes = Vec::new();
        ("fd".to_owned(), std::io::stdin().read_to_end(&mut bytes).map(|_| bytes))
    } else {
        let path = path(cx, name)?;
        let length = fs::metadata(&path).map_or(0, |data| data.len());
        if length > LARGEST_FILE {
            let message = format_args!("File size ({length}) is greater than 2 GiB");
            return Err(crate::runtime::throw_range_error(cx, message));
        }
        let charge = match cx.heap.charge_scratch(length as usize) {
            Ok(charge) => charge,
            Err(error) => return Err(cx.fault(error.into())),
        };
        let result = fs::read(&path);
        drop(charge);
        (path, result)
    };
    match result {
        Ok(bytes) => array_buffer_from_bytes(cx, bytes),
        Err(error) if error.raw_os_error() == Some(21) => Err(throw_system_error(cx, &error, "read", "")),
        Err(error) => Err(throw_system_error(cx, &error, "open", &path)),
    }
}

/// Writes a string or bytes to a file, or behind its end if the third argument is true.
fn write<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    let data = arguments.get(1);
    let content = match bytes::copy_of_view(cx, data)? {
        Some(bytes) => bytes,
        None => {
            let text = to_string(cx, data)?;
            units(cx, text)?.to_rust_lossy().into_bytes()
        }
    };
    let appends = to_boolean(cx, arguments.get(2));
    let mut options = fs::OpenOptions::new();
    options.create(true).write(true).append(appends).truncate(!appends);
    match options.open(&path).and_then(|mut file| file.write_all(&content)) {
        Ok(()) => Ok(Local::UNDEFINED),
        Err(error) => Err(throw_system_error(cx, &error, "open", &path)),
    }
}

/// Facts about a file; the second argument: about a link itself. UNDEFINED if the third is false and there is none.
fn stat<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    let of_link = to_boolean(cx, arguments.get(1));
    let result = if of_link { fs::symlink_metadata(&path) } else { fs::metadata(&path) };
    let data = match result {
        Ok(data) => data,
        Err(error) => {
            if arguments.count() > 2 && !to_boolean(cx, arguments.get(2)) {
                return Ok(Local::UNDEFINED);
            }
            return Err(throw_system_error(cx, &error, if of_link { "lstat" } else { "stat" }, &path));
        }
    };
    let time = |time: std::io::Result<std::time::SystemTime>| {
        time.ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .map_or(0.0, |since| since.as_secs_f64() * 1000.0)
    };
    let object = ordinary_object(cx)?;
    let kind = match data.file_type() {
        kind if kind.is_dir() => 0o040_000,
        kind if kind.is_symlink() => 0o120_000,
        kind if kind.is_file() => 0o100_000,
        _ => 0o020_000,
    };
    let [mode, links, inode] = unix_facts(&data);
    let figures = [
        ("kind", f64::from(kind)),
        ("mode", mode.max(f64::from(kind))),
        ("nlink", links),
        ("ino", inode),
        ("size", data.len() as f64),
        ("atimeMs", time(data.accessed())),
        ("mtimeMs", time(data.modified())),
        ("birthtimeMs", time(data.created())),
    ];
    property::define_figures(cx, object, &figures)?;
    Ok(object)
}

#[cfg(unix)]
fn unix_facts(data: &fs::Metadata) -> [f64; 3] {
    use std::os::unix::fs::MetadataExt;
    [f64::from(data.mode()), data.nlink() as f64, data.ino() as f64]
}

#[cfg(not(unix))]
fn unix_facts(_: &fs::Metadata) -> [f64; 3] {
    [0.0, 1.0, 0.0]
}

fn exists<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !value::is_string(cx.raw(arguments.get(0))) {
        return Ok(Local::FALSE);
    }
    let path = rust_text(cx, arguments.get(0))?;
    Ok(Local::bool(std::path::Path::new(&path).exists()))
}

/// The names in a folder, sorted, each followed by the number of its kind as in `stat`.
fn list<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) => return Err(throw_system_error(cx, &error, "scandir", &path)),
    };
    let mut names: Vec<(String, i32)> = Vec::new();
    for entry in entries.flatten() {
        cx.step(1)?;
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_dir() => 0o040_000,
            Ok(kind) if kind.is_symlink() => 0o120_000,
            Ok(kind) if kind.is_file() => 0o100_000,
            _ => 0o020_000,
        };
        names.push((entry.file_name().to_string_lossy().into_owned(), kind));
    }
    names.sort();
    let array = array_create(cx, 0)?;
    for (name, kind) in names {
        let mut cx = cx.open();
        let name = cx.string(&name)?;
        array_push(&mut cx, array, name)?;
        array_push(&mut cx, array, Local::int(kind))?;
    }
    Ok(array)
}

/// What a call of the system gives, as `undefined` or an error.
fn outcome<'s>(cx: &mut Scope<'s>, result: std::io::Result<()>, call: &str, path: &str) -> Completion<Local<'s>> {
    match result {
        Ok(()) => Ok(Local::UNDEFINED),
        Err(error) => Err(throw_system_error(cx, &error, call, path)),
    }
}

fn make_directory<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    let recursive = to_boolean(cx, arguments.get(1));
    let result = if recursive { fs::create_dir_all(&path) } else { fs::create_dir(&path) };
    outcome(cx, result, "mkdir", &path)
}

fn remove<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    outcome(cx, fs::remove_file(&path), "unlink", &path)
}

fn remove_directory<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    let recursive = to_boolean(cx, arguments.get(1));
    let result = if recursive { fs::remove_dir_all(&path) } else { fs::remove_dir(&path) };
    outcome(cx, result, "rmdir", &path)
}

fn rename<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let from = path(cx, arguments.get(0))?;
    let to = path(cx, arguments.get(1))?;
    outcome(cx, fs::rename(&from, to), "rename", &from)
}

fn copy<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let from = path(cx, arguments.get(0))?;
    let to = path(cx, arguments.get(1))?;
    outcome(cx, fs::copy(&from, to).map(|_| ()), "copyfile", &from)
}

fn real_path<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    match fs::canonicalize(&path) {
        Ok(real) => cx.string(&real.to_string_lossy()),
        Err(error) => Err(throw_system_error(cx, &error, "lstat", &path)),
    }
}

fn access<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let path = path(cx, arguments.get(0))?;
    outcome(cx, fs::metadata(&path).map(|_| ()), "access", &path)
}

/// A new folder whose name begins with the argument.
fn make_temporary_directory<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let prefix = path(cx, arguments.get(0))?;
    for _ in 0..100 {
        let random = cx.random_hash();
        let suffix: String = (0..6).map(|place| char::from(LETTERS[(random >> (5 * place)) as usize & 31])).collect();
        let path = format!("{prefix}{suffix}");
        match fs::create_dir(&path) {
            Ok(()) => return cx.string(&path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(throw_system_error(cx, &error, "mkdtemp", &path)),
        }
    }
    let error = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
    Err(throw_system_error(cx, &error, "mkdtemp", &prefix))
}
