internal import Glibc

/// The mapping between GB 18030 and Unicode that the WHATWG Encoding Standard fixes.
///
/// The two-byte codes are asked of the C library once, when they are first needed. C libraries
/// differ over the few codes that GB 18030 changed between its editions; those are all set from
/// `amendments`, so that the result does not depend on the library. The four-byte codes follow: in
/// order, they stand for the scalars of the BMP that the edition of 2000 had no shorter code for,
/// and then for the other planes.
struct GB18030Table: Sendable {
  /// The table; nil when the C library brings no GB 18030.
  static let shared = GB18030Table()

  private static let trails = 190
  private static let leads = 126
  /// The scalar of every two-byte code, by lead and trail; all lie in the BMP.
  private let scalars: [UInt16]
  /// The two-byte code of every scalar of the BMP; 0 for none.
  private let codes: [UInt16]
  /// The four-byte runs in order: consecutive pointers that stand for consecutive scalars.
  private let runs: [Run]

  private struct Run {
    let pointer: Int
    let scalar: UInt32
  }

  /// A two-byte code that the editions map differently.
  private struct Amendment {
    let code: UInt16
    /// What it is mapped to.
    let scalar: UInt16
    /// What it was mapped to in 2000: the scalar that therefore has no four-byte code.
    let scalarIn2000: UInt16

    init(_ code: UInt16, _ scalar: UInt16, _ scalarIn2000: UInt16) {
      self.code = code
      self.scalar = scalar
      self.scalarIn2000 = scalarIn2000
    }
  }

  /// Every two-byte code over which editions or libraries disagree.
  private static let amendments: [Amendment] = [
    // The ideographic space of old documents (WHATWG).
    Amendment(0xA3A0, 0x3000, 0xE5E5),
    // Changed in 2005.
    Amendment(0xA8BC, 0x1E3F, 0xE7C7),
    // Vertical punctuation, changed in 2022.
    Amendment(0xA6D9, 0xFE10, 0xE78D), Amendment(0xA6DA, 0xFE12, 0xE78E),
    Amendment(0xA6DB, 0xFE11, 0xE78F), Amendment(0xA6DC, 0xFE13, 0xE790),
    Amendment(0xA6DD, 0xFE14, 0xE791), Amendment(0xA6DE, 0xFE15, 0xE792),
    Amendment(0xA6DF, 0xFE16, 0xE793), Amendment(0xA6EC, 0xFE17, 0xE794),
    Amendment(0xA6ED, 0xFE18, 0xE795), Amendment(0xA6F3, 0xFE19, 0xE796),
    // Components of characters, changed in 2022.
    Amendment(0xFE59, 0x9FB4, 0xE81E), Amendment(0xFE61, 0x9FB5, 0xE826),
    Amendment(0xFE66, 0x9FB6, 0xE82B), Amendment(0xFE67, 0x9FB7, 0xE82C),
    Amendment(0xFE6D, 0x9FB8, 0xE832), Amendment(0xFE7E, 0x9FB9, 0xE843),
    Amendment(0xFE90, 0x9FBA, 0xE854), Amendment(0xFEA0, 0x9FBB, 0xE864),
    // Private use still, though some libraries give the characters of plane 2.
    Amendment(0xFE51, 0xE816, 0xE816), Amendment(0xFE52, 0xE817, 0xE817),
    Amendment(0xFE53, 0xE818, 0xE818), Amendment(0xFE6C, 0xE831, 0xE831),
    Amendment(0xFE76, 0xE83B, 0xE83B), Amendment(0xFE91, 0xE855, 0xE855),
  ]

  /// The scalar that the edition of 2005 took the pointer of U+1E3F over for.
  private static let movedPointer = 7457
  private static let movedScalar: UInt32 = 0xE7C7
  /// The pointers of the BMP end before this one.
  private static let endOfBMP = 39420
  /// The first pointer of plane 1.
  private static let supplementary = 189_000

  // MARK: - Decoding

  /// The scalar of a two-byte code; nil when there is none.
  func scalar(lead: UInt8, trail: UInt8) -> UInt32? {
    guard let index = GB18030Table.index(lead: lead, trail: trail) else { return nil }
    return UInt32(scalars[index])
  }

  /// The scalar of a four-byte code, given as its number in order; nil when there is none.
  func scalar(pointer: Int) -> UInt32? {
    if pointer >= GB18030Table.supplementary {
      let code = UInt32(pointer - GB18030Table.supplementary) + 0x10000
      return code <= 0x10FFFF ? code : nil
    }
    guard pointer < GB18030Table.endOfBMP else { return nil }
    if pointer == GB18030Table.movedPointer { return GB18030Table.movedScalar }
    guard let run = runs.last(upTo: { $0.pointer <= pointer }) else { return nil }
    return run.scalar + UInt32(pointer - run.pointer)
  }

  // MARK: - Encoding

  /// Appends the code of a scalar; false, and nothing appended, when it has none that reads back as
  /// the same scalar.
  func append(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
      return true
    }
    if scalar < 0x10000, codes[Int(scalar)] != 0 {
      bytes.append(UInt8(codes[Int(scalar)] >> 8))
      bytes.append(UInt8(codes[Int(scalar)] & 0xFF))
      return true
    }
    guard let pointer = pointer(of: scalar), self.scalar(pointer: pointer) == scalar else {
      return false
    }
    bytes.append(UInt8(0x81 + pointer / 12600))
    bytes.append(UInt8(0x30 + pointer / 1260 % 10))
    bytes.append(UInt8(0x81 + pointer / 10 % 126))
    bytes.append(UInt8(0x30 + pointer % 10))
    return true
  }

  private func pointer(of scalar: UInt32) -> Int? {
    if scalar == GB18030Table.movedScalar { return GB18030Table.movedPointer }
    if scalar >= 0x10000 { return GB18030Table.supplementary + Int(scalar) - 0x10000 }
    guard let run = runs.last(upTo: { $0.scalar <= scalar }) else { return nil }
    return min(run.pointer + Int(scalar - run.scalar), GB18030Table.endOfBMP)
  }

  // MARK: - Building

  private static func index(lead: UInt8, trail: UInt8) -> Int? {
    guard (0x81...0xFE).contains(lead), (0x40...0xFE).contains(trail), trail != 0x7F else {
      return nil
    }
    return (Int(lead) - 0x81) * trails + Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
  }

  private static func code(at index: Int) -> UInt16 {
    let trail = index % trails
    return UInt16(index / trails + 0x81) << 8 | UInt16(trail + (trail < 0x3F ? 0x40 : 0x41))
  }

  private init?() {
    guard var scalars = GB18030Table.scalarsOfCLibrary() else { return nil }
    // Scalars without a four-byte code: what had a two-byte code in 2000, and surrogates.
    var isTaken = [Bool](repeating: false, count: 0x10000)
    for code in 0..<0x80 { isTaken[code] = true }
    for code in 0xD800..<0xE000 { isTaken[code] = true }
    let amended = Set(GB18030Table.amendments.map(\.code))
    for (index, scalar) in scalars.enumerated()
    where !amended.contains(GB18030Table.code(at: index)) {
      isTaken[Int(scalar)] = true
    }
    for amendment in GB18030Table.amendments {
      let lead = UInt8(amendment.code >> 8)
      let trail = UInt8(amendment.code & 0xFF)
      guard let index = GB18030Table.index(lead: lead, trail: trail) else { return nil }
      scalars[index] = amendment.scalar
      isTaken[Int(amendment.scalarIn2000)] = true
    }
    var codes = [UInt16](repeating: 0, count: 0x10000)
    // U+3000 has two codes; the lower one is its own.
    for (index, scalar) in scalars.enumerated() where codes[Int(scalar)] == 0 {
      codes[Int(scalar)] = GB18030Table.code(at: index)
    }
    let runs = GB18030Table.runs(isTaken)
    guard runs.count == GB18030Table.endOfBMP else { return nil }
    self.scalars = scalars
    self.codes = codes
    self.runs = runs.starts
  }

  /// Numbers the scalars that are not taken and joins neighbours.
  private static func runs(_ isTaken: [Bool]) -> (starts: [Run], count: Int) {
    var starts: [Run] = []
    var pointer = 0
    for scalar in isTaken.indices where !isTaken[scalar] {
      if scalar == 0 || isTaken[scalar - 1] {
        starts.append(Run(pointer: pointer, scalar: UInt32(scalar)))
      }
      pointer += 1
    }
    return (starts, pointer)
  }

  /// Every two-byte code, converted one by one; amended ones may come out as anything.
  private static func scalarsOfCLibrary() -> [UInt16]? {
    guard let converter = iconv_open("UTF-32LE", "GB18030"),
      converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(converter) }
    let amended = Set(amendments.map(\.code))
    var scalars: [UInt16] = []
    scalars.reserveCapacity(leads * trails)
    for index in 0..<leads * trails {
      let code = code(at: index)
      let scalar = convert(code, converter)
      guard amended.contains(code) || scalar != nil else { return nil }
      scalars.append(scalar ?? 0)
    }
    return scalars
  }

  /// One code through iconv; nil when it is not a single scalar of the BMP.
  private static func convert(_ code: UInt16, _ converter: iconv_t) -> UInt16? {
    var input = (CChar(truncatingIfNeeded: code >> 8), CChar(truncatingIfNeeded: code))
    var output: UInt32 = 0
    var inputLeft = 2
    var outputLeft = 4
    let result = withUnsafeMutableBytes(of: &input) { input in
      withUnsafeMutableBytes(of: &output) { output in
        var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(converter, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard result == 0, inputLeft == 0, outputLeft == 0 else {
      // Back to the initial state after an error.
      iconv(converter, nil, nil, nil, nil)
      return nil
    }
    return UInt16(exactly: UInt32(littleEndian: output))
  }
}

extension Array {
  /// The last element for which `holds` is true, in an array that is true first and false then.
  fileprivate func last(upTo holds: (Element) -> Bool) -> Element? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? self[low - 1] : nil
  }
}
