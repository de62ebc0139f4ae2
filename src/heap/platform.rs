//! System memory: the only place where the heap talks to the operating system.
//!
//! Unix uses `mmap`; every other target takes memory from `std::alloc`, where nothing is lazy and nothing is given back
//! early. All functions report failure by value; none aborts.

use std::ptr::NonNull;

/// A range of bytes taken from the system.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mapping {
    /// The first byte.
    pub(super) start: NonNull<u8>,
    /// The length in bytes.
    pub(super) bytes: usize,
}

impl Mapping {
    /// `bytes` of it, from `offset` on, which is within it.
    pub(super) fn part(self, offset: usize, bytes: usize) -> Mapping {
        debug_assert!(offset + bytes <= self.bytes);
        Mapping { start: self.start.map_addr(|start| start.saturating_add(offset)), bytes }
    }
}

/// Asks for the cache line of an address that will be read soon. Any address will do.
#[inline(always)]
pub(super) fn prefetch(address: usize) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: (platform) a hint that touches no memory of anybody.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::without_provenance(address));
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

#[cfg(unix)]
mod system {
    use super::Mapping;
    use std::ptr::{NonNull, null_mut};

    fn map(bytes: usize) -> Option<*mut u8> {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE;
        // SAFETY: (platform) a fresh anonymous mapping at an address of the system's choice touches nobody's memory.
        let start = unsafe { libc::mmap(null_mut(), bytes, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0) };
        if start == libc::MAP_FAILED { None } else { Some(start.cast()) }
    }

    fn unmap(start: *mut u8, bytes: usize) {
        if bytes > 0 {
            // SAFETY: (platform) callers pass a range that they mapped and that nothing refers to any more.
            unsafe { libc::munmap(start.cast(), bytes) };
        }
    }

    /// `bytes` of zeroed memory at a multiple of `alignment`, committed when first touched. `None` when there is none.
    pub(in crate::heap) fn allocate(bytes: usize, alignment: usize) -> Option<Mapping> {
        let first = map(bytes)?;
        let start = if first.addr() & (alignment - 1) == 0 {
            first
        } else {
            unmap(first, bytes);
            let wide = map(bytes.checked_add(alignment)?)?;
            let skip = wide.addr().next_multiple_of(alignment) - wide.addr();
            unmap(wide, skip);
            unmap(wide.wrapping_add(skip + bytes), alignment - skip);
            wide.wrapping_add(skip)
        };
        if start.addr() + bytes >= 1 << 48 {
            unmap(start, bytes);
            return None;
        }
        Some(Mapping { start: NonNull::new(start)?, bytes })
    }

    /// Gives the memory back.
    ///
    /// # Safety
    /// (platform) Nothing refers to the mapping any more.
    pub(in crate::heap) unsafe fn release(mapping: Mapping) {
        unmap(mapping.start.as_ptr(), mapping.bytes);
    }

    /// Gives the physical memory back and keeps the range; it reads as zero afterwards where `DISCARD_ZEROES`.
    ///
    /// # Safety
    /// (platform) The contents are of no use to anybody.
    pub(in crate::heap) unsafe fn discard(mapping: Mapping) {
        // SAFETY: (platform) the caller's promise.
        unsafe { libc::madvise(mapping.start.as_ptr().cast(), mapping.bytes, libc::MADV_DONTNEED) };
    }

    /// Makes the range inaccessible (or accessible again).
    ///
    /// # Safety
    /// (platform) While it is inaccessible nobody touches it.
    pub(in crate::heap) unsafe fn protect(mapping: Mapping, accessible: bool) -> bool {
        let protection = if accessible { libc::PROT_READ | libc::PROT_WRITE } else { libc::PROT_NONE };
        // SAFETY: (platform) the caller's promise; the range is one of ours.
        unsafe { libc::mprotect(mapping.start.as_ptr().cast(), mapping.bytes, protection) == 0 }
    }

    /// The granularity of `discard` and `protect`, bytes.
    pub(in crate::heap) fn granularity() -> usize {
        // SAFETY: (platform) `sysconf` has no preconditions.
        let bytes = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        usize::try_from(bytes).unwrap_or(4096).max(4096)
    }
}

#[cfg(not(unix))]
mod system {
    use super::Mapping;
    use std::alloc::{Layout, alloc_zeroed, dealloc};
    use std::ptr::NonNull;

    const ALIGNMENT: usize = 256 << 10;

    pub(in crate::heap) fn allocate(bytes: usize, alignment: usize) -> Option<Mapping> {
        let layout = Layout::from_size_align(bytes, alignment.max(ALIGNMENT)).ok()?;
        // SAFETY: (platform) the layout is not empty: callers ask for whole pages.
        let start = NonNull::new(unsafe { alloc_zeroed(layout) })?;
        Some(Mapping { start, bytes })
    }

    pub(in crate::heap) unsafe fn release(mapping: Mapping) {
        if let Ok(layout) = Layout::from_size_align(mapping.bytes, ALIGNMENT) {
            // SAFETY: (platform) allocated above with this layout; the caller promises that nothing refers to it.
            unsafe { dealloc(mapping.start.as_ptr(), layout) };
        }
    }

    pub(in crate::heap) unsafe fn discard(_: Mapping) {}

    pub(in crate::heap) unsafe fn protect(_: Mapping, _: bool) -> bool {
        true
    }

    pub(in crate::heap) fn granularity() -> usize {
        4096
    }
}

pub(super) use system::{allocate, discard, granularity, protect, release};

/// Lets the allocator behind Rust's own collections give back what it keeps for later.
pub(super) fn return_free_memory() {
    // SAFETY: (platform) the call has no preconditions; what is in use stays where it is.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Keeps the allocator behind Rust's own collections from an arena for each thread: it would reserve 64 MB of address
/// space for the one that runs scripts, and get no second one where the address space is limited. For programs that
/// run one script thread.
pub(crate) fn share_one_arena() {
    // SAFETY: (platform) the call has no preconditions; it only says how many arenas may be made.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// Resident memory of the process in bytes, as the system counts it; `None` where it cannot be read.
pub(crate) fn resident_bytes() -> Option<usize> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = statm.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * granularity())
}

/// Bytes of address space that the process may still map, where it is limited (`ulimit -v`).
#[cfg(target_os = "linux")]
pub(super) fn address_space_left() -> Option<usize> {
    // SAFETY: (platform) the call fills the structure, which is plain data.
    let limit = unsafe {
        let mut limit = std::mem::zeroed::<libc::rlimit>();
        (libc::getrlimit(libc::RLIMIT_AS, &raw mut limit) == 0).then_some(limit.rlim_cur)
    };
    let limit = limit.filter(|&bytes| bytes != libc::RLIM_INFINITY)?;
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = statm.split_ascii_whitespace().next()?.parse().ok()?;
    Some(usize::try_from(limit).ok()?.saturating_sub(pages * granularity()))
}

/// Bytes of address space that the process may still map, where it is limited.
#[cfg(not(target_os = "linux"))]
pub(super) fn address_space_left() -> Option<usize> {
    None
}

/// Bytes of native stack between here and the end of the calling thread's stack; `None` where the system does not tell.
#[cfg(target_os = "linux")]
pub(crate) fn native_stack_left() -> Option<usize> {
    let here = 0u8;
    let here = std::hint::black_box(&raw const here).addr();
    // SAFETY: (1) the attributes are initialised by the first call and destroyed by the last.
    unsafe {
        let mut attributes = std::mem::zeroed::<libc::pthread_attr_t>();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) != 0 {
            return None;
        }
        let (mut low, mut size) = (std::ptr::null_mut(), 0);
        let told = libc::pthread_attr_getstack(&raw const attributes, &raw mut low, &raw mut size) == 0;
        libc::pthread_attr_destroy(&raw mut attributes);
        told.then(|| here.saturating_sub(low.addr()))
    }
}

/// Bytes of native stack between here and the end of the calling thread's stack; `None` where the system does not tell.
#[cfg(not(target_os = "linux"))]
pub(crate) fn native_stack_left() -> Option<usize> {
    None
}
