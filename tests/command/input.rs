//! Standard input of scripts, and signals.

use crate::run::{command, tenure, tenure_with};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};

/// A child whose streams are pipes.
fn start(program: &str) -> Child {
    let mut command = command();
    command.args(["-e", program]).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().expect("the command starts")
}

#[test]
fn input_comes_as_text_whole_characters_at_a_time() {
    let mut child = start(
        "process.stdin.setEncoding('utf8').on('data', text => console.log(JSON.stringify(text)))
         .on('end', () => console.log('end')).on('close', () => console.log('close'))",
    );
    let mut input = child.stdin.take().expect("a pipe");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let text = "a\u{4e2d}".as_bytes();
    let mut line = || lines.next().expect("a line").expect("UTF-8");
    input.write_all(&text[..2]).expect("the pipe takes bytes");
    assert_eq!(line(), "\"a\"");
    input.write_all(&text[2..]).expect("the pipe takes bytes");
    assert_eq!(line(), "\"\u{4e2d}\"");
    drop(input);
    assert_eq!((line(), line()), (String::from("end"), String::from("close")));
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn input_is_read_by_events_by_read_and_by_pipe() {
    let bytes = vec![b'x'; 200_000];
    let listens = "let n = 0; process.stdin.on('data', c => n += c.length).on('end', () => console.log(n))";
    let reads = "let n = 0; process.stdin.on('readable', () => { let c; while ((c = process.stdin.read()) !== null) \
                 n += c.length }).on('end', () => console.log(n))";
    for program in [listens, reads] {
        let run = tenure_with(&["-e", program], &bytes);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("200000\n", "", Some(0)), "{program}");
    }
    let run = tenure_with(&["-e", "process.stdin.pipe(process.stdout)"], b"as it is\n");
    assert_eq!((run.stdout.as_str(), run.code), ("as it is\n", Some(0)));
    let run = tenure_with(&["-e", listens], b"");
    assert_eq!((run.stdout.as_str(), run.code), ("0\n", Some(0)));
}

#[test]
fn input_keeps_the_program_alive_only_while_it_is_wanted() {
    for program in [
        "process.stdin; console.log('over')",
        "process.stdin.once('data', c => { process.stdin.pause(); console.log('over') })",
        "process.stdin.on('data', () => {}).unref(); setTimeout(() => console.log('over'), 20)",
        "process.stdin.on('data', () => { process.stdin.destroy(); console.log('over') })",
        "process.stdin.on('readable', f); function f() { process.stdin.off('readable', f); console.log('over') }",
    ] {
        let mut child = start(program);
        let mut input = child.stdin.take().expect("a pipe");
        // Some end without reading.
        let _ = input.write_all(b"a");
        let mut text = String::new();
        child.stdout.take().expect("a pipe").read_to_string(&mut text).expect("UTF-8");
        assert_eq!((text.as_str(), child.wait().expect("it ends").code()), ("over\n", Some(0)), "{program}");
    }
}

#[cfg(unix)]
#[test]
fn signals_are_heard_while_somebody_listens() {
    let run = tenure(&[
        "-e",
        "const t = setInterval(() => {}, 1e6)
         process.on('SIGUSR2', (name, number) => { console.log(name, number); process.kill(process.pid, 2) })
         process.once('SIGINT', () => { console.log('once'); clearInterval(t) })
         console.log(process.kill(process.pid, 0), process.kill(process.pid, 'SIGUSR2'))",
    ]);
    assert_eq!((run.stdout.as_str(), run.code), ("true true\nSIGUSR2 12\nonce\n", Some(0)), "{}", run.stderr);
    let run = tenure(&[
        "-e",
        "process.once('SIGTERM', () => { console.log('first'); process.kill(process.pid) })
         setInterval(() => {}, 1e6); process.kill(process.pid)",
    ]);
    assert_eq!((run.stdout.as_str(), run.code), ("first\n", None), "the second one ends it: {}", run.stderr);
}

#[cfg(unix)]
#[test]
fn signals_that_cannot_be_sent_or_heard_are_errors() {
    let run = tenure(&[
        "-e",
        "for (const f of [() => process.kill(1, 'X'), () => process.kill('a'), () => process.kill(process.pid, 99),
           () => process.kill(99999999), () => process.on('SIGKILL', () => {}), () => process.kill(1.5)])
           try { f() } catch (e) { console.log(`${e.name}: ${e.message} ${e.code} ${e.errno}`) }",
    ]);
    let expected = "TypeError: Unknown signal: X ERR_UNKNOWN_SIGNAL undefined
TypeError: The \"pid\" argument must be of type number. Received type string ('a') ERR_INVALID_ARG_TYPE undefined
Error: kill EINVAL EINVAL -22
Error: kill ESRCH ESRCH -3
Error: uv_signal_start EINVAL EINVAL -22
TypeError: The \"pid\" argument must be of type number. Received type number (1.5) ERR_INVALID_ARG_TYPE undefined
";
    assert_eq!((run.stdout.as_str(), run.code), (expected, Some(0)), "{}", run.stderr);
}
