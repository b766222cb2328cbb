internal import ArgumentParser
internal import ReportKit

/// What is put up with in archives that are read: ZIP and tar.gz, also as Word, Excel, CSV packages.
struct ArchiveOptions: ParsableArguments {
  private static let defaults = ArchiveLimits()

  @Option(
    help: help(
      zh: "压缩包最多可有多少个条目（默认 \(defaults.entries)）。",
      en: "How many entries an archive may have (default: \(defaults.entries)).",
      valueName: "count"))
  var maxEntries: Int?

  @Option(
    help: help(
      zh: "一个条目解压后最多多大，如 4G（默认 \(defaults.entrySize) 字节）。",
      en: "How much an entry may inflate to, such as 4G (default: \(defaults.entrySize) bytes).",
      valueName: "size"))
  var maxEntrySize: ByteCount?

  @Option(
    help: help(
      zh: "全部条目解压后最多多大，如 500G（默认 \(defaults.totalSize) 字节）。",
      en:
        "How much all entries may inflate to, such as 500G (default: \(defaults.totalSize) bytes).",
      valueName: "size"))
  var maxTotalSize: ByteCount?

  @Option(
    help: help(
      zh: "超过 \(defaults.freeSize) 字节的条目解压后最多为压缩大小的多少倍（默认 \(defaults.ratio)）。",
      en:
        "How many times its compressed size an entry beyond \(defaults.freeSize) bytes may inflate "
        + "to (default: \(defaults.ratio)).",
      valueName: "times"))
  var maxRatio: Int?

  func validate() throws {
    for (name, number) in [("--max-entries", maxEntries), ("--max-ratio", maxRatio)] {
      if let number, number < 1 {
        throw usageError(zh: "\(name) 须为 1 或更大。", en: "\(name) must be 1 or more")
      }
    }
  }

  var limits: ArchiveLimits {
    let defaults = Self.defaults
    return ArchiveLimits(
      entries: maxEntries ?? defaults.entries,
      entrySize: maxEntrySize?.bytes ?? defaults.entrySize,
      totalSize: maxTotalSize?.bytes ?? defaults.totalSize, ratio: maxRatio ?? defaults.ratio)
  }

  /// How the reports of a bundle are read.
  func readOptions(of bundle: String, _ shared: SharedOptions) throws -> ReadOptions {
    ReadOptions(forms: try formLibrary(shared), sourceName: bundle, archiveLimits: limits)
  }
}
