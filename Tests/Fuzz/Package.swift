// swift-tools-version: 6.2
import PackageDescription

// Built with `--sanitize=fuzzer`, which brings the `main` that an ordinary build would miss: a package
// of its own, so that nothing else has to.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "nianbao", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz", dependencies: [.product(name: "ReportKit", package: "nianbao")],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")])
  ])
