public import ReportFormats
internal import ReportIO

/// A digest algorithm that a bundle's manifests are written with.
public enum ManifestChecksum: String, Sendable, CaseIterable {
  /// SHA-256 (FIPS 180-4): in every bundle.
  case sha256
  /// SHA-512 (FIPS 180-4), besides.
  case sha512
  /// SM3 (GB/T 32905-2016), besides.
  case sm3
}

/// How a bundle is made, besides its ``BatchHeader/created``.
public struct BundleOptions: WriteOption {
  /// The algorithms of its manifests; SHA-256 is always among them.
  public var checksums: [ManifestChecksum] = []
  /// How many bytes one container may have: what does not go into one goes into the next, and each
  /// is a whole bundle; nil for one container of any size.
  public var sizeLimit: Int?

  /// Makes options of one container with SHA-256.
  public init() {}
}

/// How bundles are written. The same files and options give the same bytes, whatever ``threads``.
struct BundleWriteOptions: Sendable {
  /// When it was made: a date, or a date and time, in ISO 8601; empty for nothing.
  var created = ""
  /// The algorithms of its manifests, SHA-256 first, the others by name.
  var algorithms: [MessageDigest.Algorithm] = [.sha256]
  /// How many bytes a container may have; nil for one container of any size.
  var sizeLimit: Int?
  /// How many threads pack.
  var threads = 1
  /// What `bag-info.txt` says besides: lines with a line feed at the end of each.
  var information = ""

  /// Makes options of what every writer is told.
  init(_ options: WriteOptions) {
    created = options[BatchHeader.self].created
    let bundle = options[BundleOptions.self]
    algorithms += Set(bundle.checksums).subtracting([.sha256]).map(\.algorithm)
      .sorted { $0.rawValue < $1.rawValue }
    sizeLimit = bundle.sizeLimit
    threads = options.jobs
  }
}

extension ManifestChecksum {
  fileprivate var algorithm: MessageDigest.Algorithm {
    switch self {
    case .sha256: .sha256
    case .sha512: .sha512
    case .sm3: .sm3
    }
  }
}
