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

/// Bytes count, not characters, whose equality composes them.
private func combine(_ name: String, _ hasher: inout Hasher) {
  var name = name
  name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
}
