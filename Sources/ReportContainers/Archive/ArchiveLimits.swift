/// What a reader of archives puts up with. Claimed sizes are never trusted: inflating stops at the
/// claimed size and at these limits, whichever comes first.
public struct ArchiveLimits: Sendable, Hashable {
  /// How many entries there may be.
  public var entries: Int
  /// How many bytes one entry may inflate to.
  public var entrySize: Int
  /// How many bytes all entries may inflate to.
  public var totalSize: Int
  /// How many times its compressed size an entry may inflate to, once it is beyond ``freeSize``.
  public var ratio: Int
  /// How many bytes an entry may inflate to whatever the ratio: little is no bomb.
  public var freeSize: Int

  /// Makes limits: by default 16,777,216 entries, 64 GiB an entry, a tebibyte in all, and 250 times
  /// the compressed size beyond 16 MiB. (Deflate can reach 1,032 times; reports reach 3 to 20.)
  public init(
    entries: Int = 1 << 24, entrySize: Int = 1 << 36, totalSize: Int = 1 << 40, ratio: Int = 250,
    freeSize: Int = 1 << 24
  ) {
    self.entries = entries
    self.entrySize = min(entrySize, Self.largestSize)
    self.totalSize = min(totalSize, Self.largestSize)
    self.ratio = ratio
    self.freeSize = freeSize
  }

  /// No more than this is ever put up with, so that sums of sizes do not overflow.
  private static let largestSize = 1 << 60

  /// Whether `size` bytes of `compressedSize` keep half of the distance to what is not put up with.
  func admitsHalfOfRatio(_ size: Int, of compressedSize: Int) -> Bool {
    size <= freeSize / 2 || size / max(1, ratio / 2) <= compressedSize
  }

  /// Whether `size` bytes may come of `compressedSize`.
  func admitsRatio(_ size: Int, of compressedSize: Int) -> Bool {
    size <= freeSize || size / ratio <= compressedSize
  }
}
