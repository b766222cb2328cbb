// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every Swift target: the Swift 6 language mode comes with the tools version.
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["NIANBAO_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// - Parameter isMemorySafe: whether the module needs no pointers, which the compiler then enforces.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], isMemorySafe: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (isMemorySafe ? [.strictMemorySafety()] : []))
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "nianbao",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "nianbao", targets: ["nianbao"]),
    .library(name: "ReportKit", targets: ["ReportKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries, each behind one module map; each is imported in one module only.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CLibDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    // The form definitions of Schemas/, embedded at build time; imported in ReportForms only.
    .target(name: "CSchemas"),
    // Arguments and signal handlers; imported in ReportIO only.
    .target(name: "CProcess"),

    module("ReportDiagnostics", isMemorySafe: true),
    module("ReportIO", ["ReportDiagnostics", "CLibCrypto", "CProcess"]),
    module("ReportContainers", ["ReportIO", "ReportDiagnostics", "CZlib", "CLibDeflate"]),
    module("ReportSyntax", ["ReportIO", "ReportDiagnostics", "CLibXML2"]),
    module("ReportModel", isMemorySafe: true),
    module("ReportForms", ["ReportModel", "ReportSyntax", "ReportDiagnostics", "CSchemas"]),
    module(
      "ReportFormats",
      [
        "ReportForms", "ReportModel", "ReportSyntax", "ReportContainers", "ReportIO",
        "ReportDiagnostics",
      ]),
    module(
      "ReportBundles",
      [
        "ReportFormats", "ReportForms", "ReportModel", "ReportSyntax", "ReportContainers",
        "ReportIO", "ReportDiagnostics",
      ]),
    module(
      "ReportImport",
      [
        "ReportFormats", "ReportForms", "ReportModel", "ReportSyntax", "ReportContainers",
        "ReportIO", "ReportDiagnostics",
      ]),
    module(
      "ReportRules", ["ReportFormats", "ReportForms", "ReportModel", "ReportDiagnostics"],
      isMemorySafe: true),
    module(
      "ReportKit",
      [
        "ReportBundles", "ReportImport", "ReportRules", "ReportFormats", "ReportForms",
        "ReportModel", "ReportSyntax", "ReportContainers", "ReportIO", "ReportDiagnostics",
      ]),
    .executableTarget(
      name: "nianbao",
      dependencies: [
        "ReportKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // What tests share, and a command that writes generated reports for outside judges; no products.
    .target(
      name: "ReportTestSupport",
      dependencies: [
        "ReportKit", "ReportModel", "ReportForms", "ReportFormats", "ReportSyntax",
        "ReportContainers", "ReportIO", "ReportDiagnostics",
      ],
      path: "Tests/ReportTestSupport", swiftSettings: settings),
    .executableTarget(
      name: "generate-reports",
      dependencies: [
        "ReportTestSupport", "ReportKit", "ReportSyntax", "ReportIO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/GenerateReports", swiftSettings: settings),
    // The library example of the README, word for word.
    .executableTarget(
      name: "library-example", dependencies: ["ReportKit"], path: "Tests/Example",
      swiftSettings: settings),
    .executableTarget(
      name: "crashing-runs",
      dependencies: [
        "ReportKit", "ReportFormats", "ReportIO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/CrashingRuns", swiftSettings: settings),
    .executableTarget(
      name: "read-reports",
      dependencies: [
        "ReportKit", "ReportForms", "ReportFormats", "ReportSyntax", "ReportIO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmarks", exclude: ["README.md", "measure.py", "timing.py", "run"],
      swiftSettings: settings
    ),

    tests("ReportTestSupportTests", ["ReportTestSupport"]),
    tests("ReportDiagnosticsTests", ["ReportDiagnostics", "ReportTestSupport"]),
    tests("ReportIOTests", ["ReportIO", "ReportDiagnostics", "ReportTestSupport"]),
    tests(
      "ReportContainersTests",
      ["ReportContainers", "ReportIO", "ReportSyntax", "ReportDiagnostics", "ReportTestSupport"]),
    tests(
      "ReportSyntaxTests",
      ["ReportSyntax", "ReportIO", "ReportDiagnostics", "ReportTestSupport"]),
    tests("ReportModelTests", ["ReportModel", "ReportTestSupport"]),
    tests("CommandTests", ["nianbao", "library-example", "ReportKit", "ReportTestSupport"]),
    tests(
      "ReportKitTests",
      [
        "ReportKit", "ReportFormats", "ReportForms", "ReportModel", "ReportSyntax",
        "ReportContainers", "ReportIO", "ReportDiagnostics", "ReportTestSupport",
      ]),
    tests(
      "ReportBundlesTests",
      [
        "ReportBundles", "ReportKit", "ReportFormats", "ReportForms", "ReportModel", "ReportSyntax",
        "ReportContainers", "ReportIO", "ReportDiagnostics", "ReportTestSupport",
      ]),
    tests(
      "ReportImportTests",
      [
        "ReportImport", "ReportFormats", "ReportForms", "ReportModel", "ReportSyntax",
        "ReportContainers", "ReportIO", "ReportDiagnostics", "ReportTestSupport",
      ]),
    tests(
      "ReportFormsTests", ["ReportForms", "ReportModel", "ReportDiagnostics", "ReportTestSupport"]),
    tests(
      "ReportRulesTests",
      [
        "ReportRules", "ReportForms", "ReportModel", "ReportDiagnostics", "ReportTestSupport",
      ]),
  ],
  cLanguageStandard: .c2x
)
