internal import ReportFormats
internal import ReportIO

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
    created = options.envelope.created
    algorithms +=
      options.checksums.subtracting([.sha256]).map(\.algorithm)
      .sorted { $0.rawValue < $1.rawValue }
    sizeLimit = options.sizeLimit
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
