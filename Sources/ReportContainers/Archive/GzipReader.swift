internal import ReportIO
internal import ReportDiagnostics

/// Inflates a file of gzip members (RFC 1952), one behind the other, in flat memory.
final class GzipReader {
  /// What findings call the file.
  var path: String { source.path }
  private let source: ByteSource
  private let limits: ArchiveLimits
  /// Where the source begins in the file.
  private let base: Int
  private let inflate = InflateStream()
  private var chunk = UnsafeRawBufferPointer(start: nil, count: 0)
  private var chunkTaken = 0
  /// How many bytes were taken before the chunk.
  private var takenBefore = 0
  private var isInMember = false
  private var memberStart = 0
  private var checksum = CRC32()
  private var given = 0

  init(_ source: ByteSource, from base: Int, limits: ArchiveLimits) {
    self.source = source
    self.base = base
    self.limits = limits
  }

  /// Where in the file the next member begins, if the next byte is its first; else nil.
  func nextMember() throws(Diagnostic) -> Int? {
    if isInMember { try finishMember() }
    return isInMember ? nil : base + takenBefore + chunkTaken
  }

  /// Fills `buffer` as far as one step goes: how many bytes, 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    guard !buffer.isEmpty else { return 0 }
    while true {
      if !isInMember, try !beginMember() { return 0 }
      let count = try step(into: buffer)
      if count > 0 { return count }
    }
  }

  private func step(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    guard try fill() else { throw Diagnostic(.archiveCut, at: place) }
    let rest = UnsafeRawBufferPointer(rebasing: chunk[chunkTaken...])
    switch inflate.step(rest, into: buffer) {
    case .invalid: throw invalid(zh: "不是 deflate 数据", en: "they are no deflate data")
    case .progress(let taken, let count):
      chunkTaken += taken
      try note(count, in: buffer)
      return count
    case .end(let taken, let count):
      chunkTaken += taken
      try note(count, in: buffer)
      try endMember()
      return count
    }
  }

  /// Goes over the end of a member whose last byte was read.
  private func finishMember() throws(Diagnostic) {
    guard isInMember, given > 0 else { return }
    // The end of the data needs no room; anything else would stay where it is.
    try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { spare throws(Diagnostic) in
      let none = UnsafeMutableRawBufferPointer(rebasing: spare[..<0])
      while isInMember {
        guard try fill() else { throw Diagnostic(.archiveCut, at: place) }
        let rest = UnsafeRawBufferPointer(rebasing: chunk[chunkTaken...])
        switch inflate.step(rest, into: none) {
        case .invalid: throw invalid(zh: "不是 deflate 数据", en: "they are no deflate data")
        case .progress(let taken, _):
          chunkTaken += taken
          if chunkTaken < chunk.count || taken == 0 { return }
        case .end(let taken, _):
          chunkTaken += taken
          try endMember()
        }
      }
    }
  }

  private func note(
    _ count: Int, in buffer: UnsafeMutableRawBufferPointer
  ) throws(Diagnostic) {
    checksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    given += count
    guard limits.admitsRatio(given, of: base + takenBefore + chunkTaken - memberStart) else {
      throw Diagnostic(.archiveRatioTooHigh, at: place, ["limit": "\(limits.ratio)"])
    }
  }

  /// Reads the header of the next member; false at the end of the file.
  private func beginMember() throws(Diagnostic) -> Bool {
    guard try fill() else { return false }
    memberStart = base + takenBefore + chunkTaken
    var head: [UInt8] = []
    for _ in 0..<10 { head.append(try nextByte()) }
    guard head[0] == 0x1F, head[1] == 0x8B, head[2] == 8, head[3] & 0xE0 == 0 else {
      throw Diagnostic(.archiveNotGzip, at: place)
    }
    if head[3] & 4 != 0 {
      let low = Int(try nextByte())
      let count = low | Int(try nextByte()) << 8
      for _ in 0..<count { _ = try nextByte() }
    }
    // The name and the comment end in NUL.
    for flag in [8, 16] as [UInt8] where head[3] & flag != 0 { while try nextByte() != 0 {} }
    if head[3] & 2 != 0 { for _ in 0..<2 { _ = try nextByte() } }
    inflate.reset()
    checksum = CRC32()
    given = 0
    isInMember = true
    return true
  }

  private func endMember() throws(Diagnostic) {
    isInMember = false
    var tail: [UInt8] = []
    for _ in 0..<8 { tail.append(try nextByte()) }
    guard LittleEndian.four(tail, 0) == Int(checksum.value) else {
      throw Diagnostic(.archiveChecksumWrong, at: place)
    }
    guard LittleEndian.four(tail, 4) == given & 0xFFFF_FFFF else {
      throw invalid(zh: "大小不符", en: "their size is not the one stated")
    }
  }

  /// Sees to it that there is a byte; false at the end of the file.
  private func fill() throws(Diagnostic) -> Bool {
    if chunkTaken < chunk.count { return true }
    takenBefore += chunk.count
    chunkTaken = 0
    chunk = UnsafeRawBufferPointer(start: nil, count: 0)
    guard let next = try source.nextChunk() else { return false }
    chunk = UnsafeRawBufferPointer(next)
    return true
  }

  private func nextByte() throws(Diagnostic) -> UInt8 {
    guard try fill() else { throw Diagnostic(.archiveCut, at: place) }
    defer { chunkTaken += 1 }
    return chunk[chunkTaken]
  }

  private var place: Place { Place(source: path) }

  private func invalid(zh: String, en: String) -> Diagnostic {
    Diagnostic(.archiveDataInvalid, at: place, ["zh": zh, "en": en])
  }
}
