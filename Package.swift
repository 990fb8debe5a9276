// swift-tools-version: 6.2
import PackageDescription

/// What each target may import is DESIGN: the wall between the programs is these arrows.
/// `Tools/test` builds with `--explicit-target-dependency-import-check error`, and
/// `Tests/WallTests` checks the transitive closure and the symbols of the programs.
let ours: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let certificates: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "secteur",
    defaultLocalization: "en",
    products: [
        .executable(name: "secteur", targets: ["secteur"]),
        .executable(name: "secteur-sync", targets: ["secteur-sync"]),
        .executable(name: "secteur-hub", targets: ["secteur-hub"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The core: values and decisions.
        .target(name: "SyncCore", swiftSettings: ours),
        .target(
            name: "Charter",
            dependencies: ["SyncCore", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Bundled/insertion.yaml")],
            swiftSettings: ours),

        // What all stores share.
        .systemLibrary(name: "CSQLite"),
        .target(
            name: "StoreFile", dependencies: ["SyncCore", "CSQLite", grdb, sqlite],
            swiftSettings: ours),

        // The office.
        .target(
            name: "DossierStore",
            dependencies: ["SyncCore", "Charter", "StoreFile", grdb, crypto, cryptoExtras],
            swiftSettings: ours),
        .target(
            name: "SummaryStore",
            dependencies: ["SyncCore", "Charter", "StoreFile", grdb, sqlite],
            swiftSettings: ours),
        .target(
            name: "Desk",
            dependencies: ["SyncCore", "Charter", "StoreFile", "DossierStore", "SummaryStore"],
            resources: [.embedInCode("Accounts/common-words.txt")],
            swiftSettings: ours),
        .target(
            name: "Imports",
            dependencies: ["SyncCore", "Charter", .product(name: "Yams", package: "Yams")],
            swiftSettings: ours),

        // The wire.
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "Compression", dependencies: ["CZstd"], swiftSettings: ours),
        .target(
            name: "Transport", dependencies: ["SyncCore", "Compression", "CCurl"],
            swiftSettings: ours),

        // What a program takes away from itself.
        .systemLibrary(name: "CLandlock"),
        .systemLibrary(name: "CMalloc"),
        .target(
            name: "Confinement", dependencies: ["SyncCore", "CLandlock"], swiftSettings: ours),

        // The hub.
        .target(
            name: "HubStore", dependencies: ["SyncCore", "Charter", "StoreFile", grdb],
            swiftSettings: ours),
        .target(
            name: "Certificates", dependencies: ["SyncCore", certificates, asn1, crypto],
            swiftSettings: ours),
        .target(
            name: "HubServer",
            dependencies: [
                "Certificates",
                "HubStore", "Charter", "SyncCore", "Compression",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: ours),

        // The programs.
        .target(
            name: "Console", dependencies: ["SyncCore", "Charter", "CMalloc", crypto, arguments],
            swiftSettings: ours),
        .executableTarget(
            name: "secteur",
            dependencies: [
                "Desk", "DossierStore", "SummaryStore", "StoreFile", "SyncCore", "Charter",
                "Imports", "Confinement", "Console", arguments,
            ],
            swiftSettings: ours),
        .executableTarget(
            name: "secteur-sync",
            dependencies: [
                "SummaryStore", "Transport", "Certificates", "SyncCore", "Charter", "Confinement",
                "Console",
                arguments,
            ],
            swiftSettings: ours),
        .executableTarget(
            name: "secteur-hub",
            dependencies: [
                "HubServer", "HubStore", "Certificates", "SyncCore", "Charter", "Confinement",
                "Console", arguments,
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: ours),

        // The tools.
        .target(
            name: "Simulation", dependencies: ["SyncCore", "Charter"], path: "Tools/Simulation",
            swiftSettings: ours),
        .target(name: "ProofRows", path: "Tools/ProofRows", swiftSettings: ours),
        .executableTarget(
            name: "simulator", dependencies: ["Simulation", "ProofRows", arguments],
            path: "Tools/Simulator", swiftSettings: ours),
        .target(
            name: "Fuzzing",
            dependencies: ["SyncCore", "Charter", "Imports", "Compression", "Simulation"],
            path: "Tools/Fuzzing", exclude: ["corpus", "dictionaries"],
            resources: [.embedInCode("small.yaml")], swiftSettings: ours),
        .systemLibrary(name: "CLibFuzzer", path: "Tools/CLibFuzzer"),
        .executableTarget(
            name: "fuzzer", dependencies: ["Fuzzing", "CLibFuzzer"], path: "Tools/Fuzzer",
            swiftSettings: ours),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "SyncCore", "Charter", "SummaryStore", "HubStore", "Compression", "Console",
                "Simulation", sqlite, arguments,
            ],
            path: "Tools/Benchmarks", swiftSettings: ours),

        .executableTarget(
            name: "load",
            dependencies: [
                "SyncCore", "Charter", "HubStore", "HubServer", "Compression", "Console",
                "Simulation", "ProofRows", arguments,
            ],
            path: "Tools/Load", swiftSettings: ours),

        // Confines itself as it is told and then tries what it is told: a test's hand.
        .executableTarget(
            name: "confinement-probe", dependencies: ["Confinement"],
            path: "Tests/ConfinementProbe", swiftSettings: ours),

        // The tests.
        .target(
            name: "TestSeeds", dependencies: ["Simulation"], path: "Tests/TestSeeds",
            swiftSettings: ours),
        .testTarget(
            name: "ConfinementTests", dependencies: ["Confinement", "SyncCore"],
            swiftSettings: ours),
        .testTarget(
            name: "ImportsTests",
            dependencies: ["Imports", "Charter", "SyncCore", "Simulation", "TestSeeds"],
            swiftSettings: ours),
        .testTarget(name: "WallTests", swiftSettings: ours),
        .testTarget(
            name: "FuzzingTests",
            dependencies: ["Fuzzing", "Imports", "Charter", "Simulation", "SyncCore"],
            swiftSettings: ours),
        .testTarget(name: "ToolsTests", swiftSettings: ours),
        .testTarget(
            name: "BenchmarksTests", dependencies: ["benchmarks", "Charter", "SyncCore"],
            swiftSettings: ours),
        .testTarget(
            name: "SyncCoreTests", dependencies: ["SyncCore", "Simulation"], swiftSettings: ours),
        .testTarget(
            name: "ProtocolTests", dependencies: ["SyncCore", "Charter", crypto],
            swiftSettings: ours),
        .testTarget(
            name: "HubStoreTests",
            dependencies: ["HubStore", "Charter", "SyncCore", "StoreFile", "Simulation", grdb],
            swiftSettings: ours),
        .testTarget(
            name: "HubServerTests",
            dependencies: [
                "secteur-hub", "HubServer", "HubStore", "Certificates", "Charter", "SyncCore",
                "Compression", "Console", "Transport", "Simulation", grdb, crypto, certificates,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: ours),
        .testTarget(
            name: "CertificatesTests",
            dependencies: ["Certificates", "Simulation", "TestSeeds", certificates, crypto],
            swiftSettings: ours),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Console", "SyncCore"], swiftSettings: ours),
        .testTarget(
            name: "CompressionTests", dependencies: ["Compression"], swiftSettings: ours),
        .testTarget(
            name: "CharterVersionTests",
            dependencies: [
                "HubStore", "SummaryStore", "StoreFile", "Charter", "SyncCore", "Simulation",
            ],
            swiftSettings: ours),
        .testTarget(
            name: "CharterTests",
            dependencies: ["Charter", "SyncCore", "Simulation", "TestSeeds"],
            exclude: ["Golden"], swiftSettings: ours),
        .testTarget(
            name: "DossierStoreTests",
            dependencies: [
                "DossierStore", "StoreFile", "Charter", "SyncCore", "Simulation", "TestSeeds", grdb,
            ],
            exclude: ["Fixtures"], swiftSettings: ours),
        .testTarget(
            name: "SecteurTests",
            dependencies: ["SummaryStore", "Charter", "SyncCore", "Simulation", crypto, grdb],
            swiftSettings: ours),
        .testTarget(
            name: "DeskTests",
            dependencies: [
                "Desk", "DossierStore", "SummaryStore", "Charter", "SyncCore", "Simulation",
                "TestSeeds", crypto, grdb,
            ],
            swiftSettings: ours),
        .testTarget(
            name: "SecteurSyncTests",
            dependencies: [
                "secteur-sync", "SummaryStore", "Transport", "Certificates", "Charter", "SyncCore",
                "Console", "Simulation", "Confinement",
            ],
            swiftSettings: ours),
        .testTarget(
            name: "TransportTests", dependencies: ["Transport", "Compression", "SyncCore"],
            swiftSettings: ours),
        .testTarget(
            name: "SummaryStoreTests",
            dependencies: [
                "SummaryStore", "StoreFile", "Charter", "SyncCore", "Simulation", grdb,
            ],
            swiftSettings: ours),
    ],
    swiftLanguageModes: [.v6]
)
