// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "calx",
  products: [
    .library(name: "Calx", targets: ["Calx"]),
    .library(name: "CalxIO", targets: ["CalxIO"]),
    .executable(name: "calx", targets: ["CalxCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .target(name: "CLexicons"),
    .target(name: "CReviewPage", exclude: ["review.css", "review.js"]),
    .target(name: "CSHA256"),
    .target(name: "CPrefetch"),
    .target(name: "CHeap"),
    .target(name: "Calx", dependencies: ["CPCRE2", "CLexicons", "CPrefetch"], swiftSettings: settings),
    .target(
      name: "CalxIO", dependencies: ["Calx", "CHeap", "CSHA256", "CZlib", "CZstd", "CReviewPage"],
      swiftSettings: settings),
    .executableTarget(
      name: "CalxCommand",
      dependencies: [
        "Calx", "CalxIO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(name: "CalxBench", dependencies: ["Calx", "CalxIO"], swiftSettings: settings),
    .testTarget(name: "CalxTests", dependencies: ["Calx"], swiftSettings: settings),
    .testTarget(name: "CalxIOTests", dependencies: ["Calx", "CalxIO", "CZstd"], swiftSettings: settings),
    .testTarget(
      name: "CalxCommandTests", dependencies: ["CalxCommand"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// Fuzz targets have no `main`; only a build under libFuzzer can link them (`make fuzz`).
if Context.environment["CALX_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["Calx", "CalxIO"], path: "Tests/Fuzz", exclude: ["run.sh"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
