//! An engine with a limit: a script that wants too much ends, and the engine goes on.

use tenure::{Engine, Error, ErrorKind, Options};

fn main() -> Result<(), Error> {
    let mut engine = Engine::new(Options { heap_limit: Some(16 << 20), ..Options::default() })?;
    engine.eval("var kept = 'still here'")?;

    let error = engine.eval("let list = []; for (;;) list.push({ list })").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfMemory);
    println!("Err: {error}");

    println!("Ok: {:?}", engine.eval("list = null; kept + ', and 6 * 7 is ' + 6 * 7")?);
    Ok(())
}
