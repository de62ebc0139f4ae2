//! Text held by Rust code while it works: counted, and charged to the heap in steps.

use crate::heap::ScratchCharge;
use crate::runtime::{Completion, Scope};
use crate::value::Fault;

/// Bytes of text between two charges to the heap.
const STEP: usize = 1 << 16;

/// Bytes held at the moment. Dropping it gives them back.
#[derive(Default)]
pub(crate) struct Held {
    uncharged: usize,
    charge: Option<ScratchCharge>,
}

impl Held {
    /// Counts bytes that stay until they are released, and spends fuel for them.
    ///
    /// # Errors
    /// Termination when there is no memory or no fuel.
    pub(crate) fn hold(&mut self, cx: &mut Scope<'_>, bytes: usize) -> Completion<()> {
        cx.step(1 + bytes as u64 / 64)?;
        self.uncharged += bytes;
        if self.uncharged < STEP {
            return Ok(());
        }
        match cx.heap.charge_scratch(std::mem::take(&mut self.uncharged)) {
            Ok(charge) => match &mut self.charge {
                Some(all) => all.absorb(charge),
                None => self.charge = Some(charge),
            },
            Err(out_of_memory) => return Err(cx.fault(Fault::from(out_of_memory))),
        }
        Ok(())
    }

    /// Bytes are no longer held.
    pub(crate) fn release(&mut self, bytes: usize) {
        let charged = bytes.saturating_sub(self.uncharged);
        self.uncharged = self.uncharged.saturating_sub(bytes);
        if let Some(all) = &mut self.charge {
            all.shrink_to(all.bytes().saturating_sub(charged));
        }
    }
}
