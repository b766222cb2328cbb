internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: say(
      zh: "输出 XSD 和 JSON Schema，均由表式定义生成。",
      en: "Prints the XSD and JSON Schema files, all generated from the forms."),
    discussion: discussion(
      zh: """
        示例：
          nianbao schema                      列出全部文件
          nianbao schema report-2021.xsd      输出一个
          nianbao schema --write Schemas      写出全部
        """,
      en: """
        Examples:
          nianbao schema                      lists all files
          nianbao schema report-2021.xsd      prints one
          nianbao schema --write Schemas      writes all of them
        """))

  @Argument(help: help(zh: "文件名；不指定则列出。", en: "The file's name; without it, a list."))
  var name: String?

  @Option(
    help: help(
      zh: "把全部（或指定的）文件写到此文件夹下的 xsd/ 和 json/。",
      en: "Write all files (or the one named) below this folder, in xsd/ and json/.",
      valueName: "folder"))
  var write: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let all = PublishedSchema.all(try formLibrary(shared))
    let chosen = name.map { name in all.filter { $0.name == name || $0.path == name } } ?? all
    if let name, chosen.isEmpty {
      let known = all.map(\.name).joined(separator: ", ")
      throw usageError(
        zh: "没有 “\(name)”；可用：\(known)。", en: "no schema \"\(name)\"; there are: \(known)")
    }
    if let write {
      try shared.run { () throws(Diagnostic) in
        for schema in chosen { try schema.write(under: write) }
      }
      if !shared.quiet {
        for schema in chosen { printLine("\(write)/\(schema.path)", to: STDERR_FILENO) }
      }
    } else if name != nil {
      for schema in chosen { printLine(String(schema.text.dropLast())) }
    } else {
      for schema in all { printLine(schema.path) }
    }
  }
}
