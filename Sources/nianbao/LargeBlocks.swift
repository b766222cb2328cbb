/// Makes the allocator keep the large blocks of memory that it is given back.
enum LargeBlocks {
  /// Has every block up to 32 MiB come from the heap, and the heap keep what was freed: a pipeline
  /// takes and frees blocks of half a megabyte all the time, and each that goes back to the system
  /// costs a page fault for every page when it returns.
  ///
  /// The allocator of glibc learns this when it is given back such a block; its pages are never
  /// touched. Where there is another allocator, nothing happens.
  static func keep() {
    UnsafeMutableRawPointer.allocate(byteCount: (32 << 20) - 65_536, alignment: 16).deallocate()
  }
}
