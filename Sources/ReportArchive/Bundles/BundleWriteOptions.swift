internal import Glibc
public import ReportDiagnostics
internal import ReportSyntax

/// A digest algorithm that bundles are written with.
public enum BundleChecksum: String, Sendable, CaseIterable {
  /// SHA-256: in every bundle.
  case sha256
  /// SHA-512, in manifests besides.
  case sha512
  /// SM3 (GB/T 32905-2016), in manifests besides.
  case sm3

  var algorithm: MessageDigest.Algorithm {
    switch self {
    case .sha256: .sha256
    case .sha512: .sha512
    case .sm3: .sm3
    }
  }
}

/// How bundles are written. The same reports and options give the same bytes, whatever ``threads``.
public struct BundleWriteOptions: Sendable {
  /// When it was made: a date, or a date and time, in ISO 8601; empty for nothing.
  public var created: String
  /// The algorithms of its manifests; SHA-256 is always among them.
  public var checksums: Set<BundleChecksum>
  /// How many bytes a container may have: what does not go into one goes into the next, and each is
  /// a whole bundle; nil for one container of any size.
  public var sizeLimit: Int?
  /// How many threads pack.
  public var threads: Int
  /// What was found about containers, once they are complete.
  public let remarks = BundleRemarks()
  /// What `bag-info.txt` says besides: lines with a line feed at the end of each.
  var information = ""

  /// How many threads there is work for on this machine.
  public static var processors: Int { min(16, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Makes options.
  public init(
    created: String = "", checksums: Set<BundleChecksum> = [], sizeLimit: Int? = nil,
    threads: Int = processors
  ) {
    self.created = created
    self.checksums = checksums
    self.sizeLimit = sizeLimit
    self.threads = threads
  }

  /// The algorithms, SHA-256 first, the others by name.
  var algorithms: [MessageDigest.Algorithm] {
    [.sha256]
      + checksums.subtracting([.sha256]).map(\.algorithm).sorted { $0.rawValue < $1.rawValue }
  }
}

/// Findings that come when there is no report any more that they could go with.
public final class BundleRemarks: Sendable {
  private let findings = Guarded<[Diagnostic]>([])

  /// Makes an empty list.
  public init() {}

  /// Takes what was found since the last time.
  public func take() -> [Diagnostic] {
    findings.withValue { all in
      defer { all = [] }
      return all
    }
  }

  func add(_ more: [Diagnostic]) { findings.withValue { $0 += more } }
}
