//! Chrome's own DevTools, in a browser without a window: what they make of our inspector.

use crate::client::{Client, Script};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A browser that shows DevTools.
struct Browser {
    child: Child,
    profile: PathBuf,
    page: Client,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// Tries until there is something.
fn wait_for<T>(what: &str, mut attempt: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(found) = attempt() {
            return found;
        }
        assert!(Instant::now() < end, "{what} never comes");
        std::thread::sleep(Duration::from_millis(50));
    }
}

impl Browser {
    /// DevTools on a script; none where there is no Chromium.
    fn open(script: &Script) -> Option<Browser> {
        let profile = std::env::temp_dir().join(format!("tenure-frontend-{}", std::process::id()));
        let mut started = None;
        for name in ["chromium", "chromium-browser", "google-chrome"] {
            let child = Command::new(name)
                .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
                .arg(format!("--user-data-dir={}", profile.display()))
                .args(["--remote-debugging-port=0", "--remote-allow-origins=*", "about:blank"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            if let Ok(child) = child {
                started = Some(child);
                break;
            }
        }
        let Some(child) = started else {
            eprintln!("there is no Chromium here: its DevTools were not tried");
            return None;
        };
        let port: u16 = wait_for("the browser's port", || {
            let text = std::fs::read_to_string(profile.join("DevToolsActivePort")).ok()?;
            text.lines().next()?.parse().ok()
        });
        let address = format!("127.0.0.1:{port}");
        let path = wait_for("a page", || {
            let mut stream = TcpStream::connect(&address).ok()?;
            write!(stream, "PUT /json/new?about:blank HTTP/1.1\r\nHost: {address}\r\n\r\n").ok()?;
            stream.set_read_timeout(Some(Duration::from_millis(500))).ok()?;
            let mut answer = Vec::new();
            // It may leave the connection open.
            let _ = stream.read_to_end(&mut answer);
            let answer = String::from_utf8(answer).ok()?;
            let target: Value = serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()?;
            let url = target["webSocketDebuggerUrl"].as_str()?;
            Some(url.split_once(&address)?.1.to_owned())
        });
        let mut browser = Browser { child, profile, page: Client::connect(&address, &path) };
        browser.page.call("Page.enable", json!({}));
        let socket = format!("{}{}", script.address, script.path);
        let url = format!("http://{address}/devtools/js_app.html?v8only=true&ws={socket}");
        browser.page.call("Page.navigate", json!({ "url": url }));
        wait_for("the target", || (browser.run(TARGET) == "Main").then_some(()));
        Some(browser)
    }

    /// What the body of an async function gives, in the page; null while it throws.
    fn run(&mut self, body: &str) -> Value {
        let expression = format!("(async () => {{ {body} }})()");
        let wanted = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.page.call("Runtime.evaluate", wanted);
        match answer.get("exceptionDetails") {
            Some(details) => json!({ "thrown": details["exception"]["description"] }),
            None => answer["result"]["value"].clone(),
        }
    }
}

/// The name of the target, once it is there.
const TARGET: &str = "
    const { TargetManager } = (await import('./core/sdk/sdk.js')).TargetManager;
    return TargetManager.instance().targets()[0].name();
";

/// The sort of profile with this extension, in the Memory panel.
const PANEL: &str = "
    const { ViewManager, Context } = await import('./ui/legacy/legacy.js');
    const { TargetManager, HeapProfilerModel, RuntimeModel } = await import('./core/sdk/sdk.js');
    await ViewManager.ViewManager.instance().showView('heap-profiler');
    const { HeapProfilerPanel } = await import('./panels/profiler/profiler.js');
    const panel = HeapProfilerPanel.HeapProfilerPanel.instance();
    const [model] = TargetManager.TargetManager.instance().models(HeapProfilerModel.HeapProfilerModel);
    Context.Context.instance().setFlavor(HeapProfilerModel.HeapProfilerModel, model);
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const [runtime] = TargetManager.TargetManager.instance().models(RuntimeModel.RuntimeModel);
    const evaluate = (expression) => runtime.defaultExecutionContext().evaluate({ expression }, false, false);
";

#[test]
fn chromes_devtools_take_snapshots_record_profiles_show_the_console_and_stop_the_script() {
    let text = "\
class Planted { constructor() { this.x = 1; } }
globalThis.planted = Array.from({ length: 137 }, () => new Planted());
globalThis.young = [];
function grow() {
  const many = 20;
  for (let i = 0; i < many; i++) young.push({ i });
}
globalThis.change = () => { planted.length = 100; for (let i = 0; i < 41; i++) planted.push(new Planted()); };
globalThis.start = () => setInterval(grow, 20);
setInterval(() => {}, 1000);
console.log('hello', { shown: { deep: [1, 2] } });
globalThis.ready = true;
//# sourceURL=file:///planted.js
";
    let script = Script::run(&["--inspect=0"], text);
    script.connect_when_ready().close();
    let Some(mut browser) = Browser::open(&script) else { return };
    // A snapshot clears the console's list.
    let console = browser.run(
        "const { ConsoleModel, RuntimeModel, TargetManager } = await import('./core/sdk/sdk.js');
        const targets = TargetManager.TargetManager.instance();
        const isHello = ({ parameters }) => parameters?.[0]?.value === 'hello';
        let message;
        for (let turn = 0; turn < 500 && !message; turn++) {
          message = ConsoleModel.ConsoleModel.allMessagesUnordered(targets).find(isHello);
          await new Promise((done) => setTimeout(done, 20));
        }
        const [model] = targets.models(RuntimeModel.RuntimeModel);
        const open = async (object, name) => {
          const { properties } = await object.getOwnProperties(true);
          return properties.find((property) => property.name === name).value;
        };
        const shown = await open(model.createRemoteObject(message.parameters[1]), 'shown');
        const deep = await open(shown, 'deep');
        return [deep.description, (await open(deep, '1')).value];",
    );
    assert_eq!(console, json!(["Array(2)", 2]));
    let snapshot = browser.run(&format!(
        "{PANEL}
        const type = panel.findProfileTypeByExtension('x.heapsnapshot');
        await type.takeHeapSnapshot();
        const proxy = await type.getProfiles().at(-1).loadPromise;
        const classes = await proxy.aggregatesWithFilter({{}});
        const key = Object.keys(classes).find((name) => name.includes('Planted'));
        return [classes[key].count, (await proxy.getStatistics()).total > 1e5];"
    ));
    assert_eq!(snapshot, json!([137, true]));
    let comparison = browser.run(&format!(
        "{PANEL}
        await evaluate('change()');
        const type = panel.findProfileTypeByExtension('x.heapsnapshot');
        await type.takeHeapSnapshot();
        const profile = type.getProfiles().at(-1);
        await profile.loadPromise;
        panel.showProfile(profile);
        const view = panel.viewForProfile(profile);
        await view.changePerspective(view.perspectives.findIndex((one) => String(one.title()) === 'Comparison'));
        let rows = [];
        for (let turn = 0; turn < 500 && rows.length === 0; turn++) {{
          await wait(20);
          rows = view.dataGrid.rootNode().children;
        }}
        const isOwn = ({{ name }}) => !name.startsWith('(');
        await evaluate('start()');
        return rows.filter(isOwn).map(({{ name, addedCount, removedCount }}) => [name, addedCount, removedCount]);"
    ));
    assert_eq!(comparison, json!([["Planted", 41, 37]]));
    let timeline = browser.run(&format!(
        "{PANEL}
        const type = panel.findProfileTypeByExtension('x.heaptimeline');
        await type.startRecordingProfile();
        await wait(1000);
        await type.stopRecordingProfile();
        const proxy = await type.getProfiles().at(-1).loadPromise;
        const samples = await proxy.getSamples();
        return [samples.timestamps.length > 2, samples.sizes.some((size) => size > 0)];"
    ));
    assert_eq!(timeline, json!([true, true]));
    let sampled = browser.run(&format!(
        "{PANEL}
        const type = panel.findProfileTypeByExtension('x.heapprofile');
        await type.startRecordingProfile();
        await wait(1500);
        await type.stopRecordingProfile();
        const profile = type.getProfiles().at(-1);
        const {{ head }} = profile.profile?.() ?? profile.protocolProfile();
        const names = [];
        const walk = (node) => {{ names.push(node.callFrame.functionName); node.children.forEach(walk); }};
        walk(head);
        return names.includes('grow');"
    ));
    assert_eq!(sampled, json!(true));
    let stopped = browser.run(
        "const { DebuggerModel, TargetManager } = await import('./core/sdk/sdk.js');
        const [model] = TargetManager.TargetManager.instance().models(DebuggerModel.DebuggerModel);
        const { locations } = await model.setBreakpointByURL('file:///planted.js', 5);
        for (let turn = 0; turn < 200 && !model.isPaused(); turn++) await new Promise((done) => setTimeout(done, 20));
        const [frame] = model.debuggerPausedDetails().callFrames;
        const { object } = await frame.evaluate({ expression: 'many + 1', returnByValue: true });
        const scopes = frame.scopeChain().map((scope) => scope.type());
        const line = frame.location().lineNumber;
        model.resume();
        return [locations.length, frame.functionName, line, object.value === 21, scopes.includes('local')];",
    );
    assert_eq!(stopped, json!([1, "grow", 5, true, true]));
}
