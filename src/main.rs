//! The `tenure` command.

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let worker = std::thread::Builder::new().stack_size(8 << 20).spawn(move || tenure::engine::run_file(&path));
    let code = worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(70);
    std::process::exit(code);
}
