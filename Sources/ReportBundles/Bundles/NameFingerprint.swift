/// 16 bytes that stand for a path, keyed anew in every run, so that no input can be made to collide.
struct NameFingerprint: Hashable {
  private let upper: Int
  private let lower: Int

  init(_ name: String) {
    var hasher = Hasher()
    hasher.combine(0)
    combine(name, &hasher)
    upper = hasher.finalize()
    hasher = Hasher()
    hasher.combine(1)
    combine(name, &hasher)
    lower = hasher.finalize()
  }
}

/// The first eight bytes of a digest, where it need not be told from one that was made to begin so.
struct DigestPrefix: Hashable {
  private let value: UInt64

  init(_ digest: [UInt8]) { value = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

  /// - Parameter hexadecimal: a digest in hexadecimal digits.
  init(hexadecimal: String) { value = UInt64(hexadecimal.prefix(16), radix: 16) ?? 0 }
}

/// Bytes count, not characters, whose equality composes them.
private func combine(_ name: String, _ hasher: inout Hasher) {
  var name = name
  name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
}
