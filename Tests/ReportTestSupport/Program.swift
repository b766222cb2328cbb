internal import Foundation

/// Programs of the system that judge what is written, or write what is read.
public enum Program {
  /// Runs a program that is found by its name; its exit status and what it printed.
  public static func run(
    _ arguments: [String], in folder: String? = nil
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Whether there is such a program; says loudly when a test is skipped for want of it.
  public static func isThere(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    if folders.contains(where: {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }) {
      return true
    }
    print("SKIPPED: there is no program \(program)")
    return false
  }
}
