//! Small breakages of the collector, switched on by tests to show that the verifier and the model catch each of them.

use super::Heap;

/// One breakage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mutant {
    /// The barrier records nothing.
    BarrierRecordsNothing,
    /// The bulk barrier looks at the first word only.
    BulkBarrierStopsEarly,
    /// Promotion does not record the slots of what it promotes.
    PromotionForgetsSlots,
    /// Objects are never promoted by age: caught by the story about ages.
    AgeIsIgnored,
    /// Slots are forgotten although their target is still young.
    SlotsAreForgottenTooEarly,
    /// The first stores into an object that is born old skip the barrier.
    InitializeSkipsBarrier,
    /// The scavenger does not look at the topmost stack slot.
    TopSlotIsMissed,
    /// The hosts of payloads are not updated when they move.
    PayloadHostsStay,
    /// Weak roots are not updated by a scavenge.
    WeakRootsStay,
    /// Promoted ephemeron tables with young entries are not listed as touched.
    PromotedTablesAreNotTouched,
    /// Trimming leaves the slots behind the new end recorded.
    TrimLeavesSlots,
    /// The marker does not look at the root table.
    MarkerSkipsRootTable,
    /// The marker does not mark shapes.
    MarkerSkipsShapes,
    /// The marker drops objects when its worklist overflows, without a rescan.
    OverflowIsForgotten,
    /// Words of a table that is not cleared yet are taken for alive.
    CondemnedWordsAreRead,
    /// Pages are swept while tables refer to the dead on them.
    SweepingDoesNotWait,
    /// The marker drops what waits for its memory when a step ends.
    WordsAheadAreForgotten,
    /// The last chunk of a large array is not scanned.
    LastChunkIsSkipped,
    /// Weak words are not cleared.
    WeakWordsStay,
    /// Entries with dead keys stay in their tables.
    DeadEphemeronsStay,
    /// Ephemeron keys are strong: caught by the story about a dead key.
    EphemeronKeysAreStrong,
    /// Values of ephemerons whose key is marked after their table was looked at are forgotten.
    EphemeronsInOneRound,
    /// While marking runs, ephemeron tables that become old are not looked at.
    OldTablesAreNotVisited,
    /// Ephemeron tables that are young when a marking ends are not looked at.
    YoungTablesAreNotVisited,
    /// Old ephemeron tables with young entries are forgotten after a scavenge.
    TouchedTablesAreForgotten,
    /// Pairs of large ephemeron tables with something young are forgotten after a scavenge.
    TouchedPairsAreForgotten,
    /// Transitions to dead shapes stay.
    TransitionsStay,
    /// Payloads of dead old hosts stay: caught by the story about payloads.
    OldPayloadsStay,
    /// Kept objects are not roots.
    KeptObjectsAreNotRoots,
    /// While marking runs, overwritten words are not shaded.
    OverwrittenIsForgotten,
    /// While marking runs, what is read through weak words is not shaded.
    WeakReadsAreForgotten,
    /// The shapes of what is promoted while marking runs are not shaded.
    PromotedShapesAreForgotten,
    /// The shapes of young objects are not marked when a marking ends.
    YoungShapesAreForgotten,
    /// While marking runs, objects that become old are not marked.
    NewbornsAreWhite,
    /// While marking runs, the shape that an object loses is not shaded.
    OldShapesAreForgotten,
    /// While marking runs, the shape that an object gets is not shaded.
    NewShapesAreForgotten,
    /// While marking runs, the shape of what is about to be allocated is not shaded.
    AllocatedShapesAreForgotten,
    /// While marking runs, the shape of an object that is read into a root is not shaded.
    ReadShapesAreForgotten,
    /// While marking runs, what an object loses when it is cut is not shaded.
    CutForgetsTail,
    /// The marker does not record who refers to pages that are to be evacuated.
    ReferencesAreNotRecorded,
    /// The barrier does not.
    StoredReferencesAreNotRecorded,
    /// Promotion does not.
    PromotedReferencesAreNotRecorded,
    /// The weak words that stay at the end of a marking are not recorded.
    WeakReferencesAreNotRecorded,
    /// Slots stay recorded although their objects were cut.
    CutReferencesStay,
    /// The hosts of payloads are not updated when they are evacuated.
    EvacuatedHostsStay,
    /// The lists of weak objects are not updated when these are evacuated.
    EvacuatedWeakStay,
    /// Ephemeron tables that are evacuated or promoted are not looked at.
    EvacuatedTablesStay,
    /// Numbers of objects do not follow objects that are evacuated.
    IdentitiesStay,
    /// What objects born old refer to is not recorded.
    PretenuredReferencesAreNotRecorded,
    /// Objects born old during marking leave their shapes unmarked.
    PretenuredShapesAreForgotten,
    /// Of objects that are born old together during marking, only the first is marked.
    PretenuredPartsAreWhite,
}

impl Mutant {
    /// All of them.
    #[cfg(test)]
    pub(super) const ALL: [Mutant; 51] = [
        Mutant::BarrierRecordsNothing,
        Mutant::BulkBarrierStopsEarly,
        Mutant::PromotionForgetsSlots,
        Mutant::AgeIsIgnored,
        Mutant::SlotsAreForgottenTooEarly,
        Mutant::InitializeSkipsBarrier,
        Mutant::TopSlotIsMissed,
        Mutant::PayloadHostsStay,
        Mutant::WeakRootsStay,
        Mutant::PromotedTablesAreNotTouched,
        Mutant::TrimLeavesSlots,
        Mutant::MarkerSkipsRootTable,
        Mutant::MarkerSkipsShapes,
        Mutant::OverflowIsForgotten,
        Mutant::CondemnedWordsAreRead,
        Mutant::SweepingDoesNotWait,
        Mutant::WordsAheadAreForgotten,
        Mutant::LastChunkIsSkipped,
        Mutant::WeakWordsStay,
        Mutant::DeadEphemeronsStay,
        Mutant::EphemeronKeysAreStrong,
        Mutant::EphemeronsInOneRound,
        Mutant::OldTablesAreNotVisited,
        Mutant::YoungTablesAreNotVisited,
        Mutant::TouchedTablesAreForgotten,
        Mutant::TouchedPairsAreForgotten,
        Mutant::TransitionsStay,
        Mutant::OldPayloadsStay,
        Mutant::KeptObjectsAreNotRoots,
        Mutant::OverwrittenIsForgotten,
        Mutant::WeakReadsAreForgotten,
        Mutant::PromotedShapesAreForgotten,
        Mutant::YoungShapesAreForgotten,
        Mutant::NewbornsAreWhite,
        Mutant::OldShapesAreForgotten,
        Mutant::NewShapesAreForgotten,
        Mutant::AllocatedShapesAreForgotten,
        Mutant::ReadShapesAreForgotten,
        Mutant::CutForgetsTail,
        Mutant::ReferencesAreNotRecorded,
        Mutant::StoredReferencesAreNotRecorded,
        Mutant::PromotedReferencesAreNotRecorded,
        Mutant::WeakReferencesAreNotRecorded,
        Mutant::CutReferencesStay,
        Mutant::EvacuatedHostsStay,
        Mutant::EvacuatedWeakStay,
        Mutant::EvacuatedTablesStay,
        Mutant::IdentitiesStay,
        Mutant::PretenuredReferencesAreNotRecorded,
        Mutant::PretenuredShapesAreForgotten,
        Mutant::PretenuredPartsAreWhite,
    ];
}

impl Heap {
    /// Is this breakage switched on? Never outside tests.
    #[inline(always)]
    pub(super) fn mutant(&self, _mutant: Mutant) -> bool {
        #[cfg(test)]
        return self.active_mutant == Some(_mutant);
        #[cfg(not(test))]
        false
    }
}
