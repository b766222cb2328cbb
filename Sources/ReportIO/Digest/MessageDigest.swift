internal import CLibCrypto

/// A message digest computed as bytes come in, by libcrypto.
///
///     let digest = MessageDigest(.sha256)
///     digest.update(chunk)
///     let text = digest.finish()      // "e3b0c442…"
public final class MessageDigest {
  /// The algorithms on offer.
  public enum Algorithm: String, Sendable, CaseIterable {
    /// MD5 (RFC 1321), 16 bytes: for bags of others; no protection against intent.
    case md5
    /// SHA-1 (FIPS 180-4), 20 bytes: for bags of others; no protection against intent.
    case sha1
    /// SHA-224 (FIPS 180-4), 28 bytes: for bags of others.
    case sha224
    /// SHA-256 (FIPS 180-4), 32 bytes: the digest of bundles and ids.
    case sha256
    /// SHA-384 (FIPS 180-4), 48 bytes: for bags of others.
    case sha384
    /// SHA-512 (FIPS 180-4), 64 bytes.
    case sha512
    /// SM3 (GB/T 32905-2016), 32 bytes.
    case sm3
  }

  /// The algorithm.
  public let algorithm: Algorithm
  private let context: OpaquePointer?
  /// Whether every call of libcrypto so far went well. It fails only for want of memory, or when the
  /// system's policy forbids an algorithm.
  private var isSound: Bool

  /// Begins a digest.
  public init(_ algorithm: Algorithm = .sha256) {
    self.algorithm = algorithm
    context = EVP_MD_CTX_new()
    isSound = context != nil && EVP_DigestInit_ex(context, Self.implementation(algorithm), nil) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    isSound = isSound && EVP_DigestUpdate(context, start, bytes.count) == 1
  }

  /// Adds bytes.
  public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Ends the digest and begins an empty one.
  ///
  /// - Returns: the bytes of the digest; nil when libcrypto does not provide the algorithm here.
  public func finishBytes() -> [UInt8]? {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let isDone = isSound && EVP_DigestFinal_ex(context, &digest, &count) == 1
    isSound =
      context != nil && EVP_DigestInit_ex(context, Self.implementation(algorithm), nil) == 1
    return isDone ? Array(digest.prefix(Int(count))) : nil
  }

  /// Ends the digest and begins an empty one.
  ///
  /// - Returns: the digest in lower-case hex; nil when libcrypto does not provide the algorithm here.
  public func finish() -> String? { finishBytes().map(Self.hexadecimal) }

  /// The digest of bytes in memory in lower-case hex; nil when libcrypto does not provide the
  /// algorithm here.
  public static func digest(of bytes: [UInt8], _ algorithm: Algorithm = .sha256) -> String? {
    let digest = MessageDigest(algorithm)
    digest.update(bytes)
    return digest.finish()
  }

  /// Bytes in lower-case hex.
  public static func hexadecimal(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        text.initializeElement(at: 2 * index, to: digit(byte >> 4))
        text.initializeElement(at: 2 * index + 1, to: digit(byte & 15))
      }
      return 2 * bytes.count
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  private static func implementation(_ algorithm: Algorithm) -> OpaquePointer? {
    switch algorithm {
    case .md5: EVP_md5()
    case .sha1: EVP_sha1()
    case .sha256: EVP_sha256()
    case .sha224: EVP_sha224()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    case .sm3: EVP_sm3()
    }
  }
}
