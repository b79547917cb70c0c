// swift-tools-version: 6.2
import PackageDescription

// The rooms of docs/architecture.md, lowest first. A target may depend only on targets above it in this list.

let package = Package(
    name: "emergence",
    products: [
        .executable(name: "emergence", targets: ["emergence"]),
        .library(name: "OCI", targets: ["OCI", "OCIImages"]),
        .library(name: "Nix", targets: ["Nix", "NixStores"]),
        .library(name: "ConfigurationGraph", targets: ["ConfigurationGraph"]),
        .library(name: "GraphStore", targets: ["GraphStore", "SQLiteGraphStore"]),
        .library(name: "GraphStoreConformance", targets: ["GraphStoreConformance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // MARK: what the system gives
        .systemLibrary(
            name: "CArchive",
            providers: [
                .apt(["libarchive-dev", "libbz2-dev", "liblz4-dev", "liblzma-dev", "libzstd-dev", "zlib1g-dev"])
            ]),
        .target(name: "CArchiveFormats"),
        .target(name: "CLinux"),
        .target(name: "CCurl"),
        .target(name: "Files", dependencies: ["CArchive"]),

        // MARK: formats, which know nothing of the graph
        .target(name: "OCI"),
        .target(
            name: "OCIImages",
            dependencies: [
                "OCI", "CArchive", "CArchiveFormats", "CLinux", "Files",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "Nix", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "NixStores", dependencies: ["CCurl", "CLinux", "Files", "Nix"]),

        .target(
            name: "Exchange",
            dependencies: [
                "Nix", "NixStores", "OCI",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),

        // MARK: secrets' values, which know nothing of the graph
        .target(name: "Sealing", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),

        // MARK: the graph
        .target(name: "ConfigurationGraph", dependencies: ["OCI"]),
        .target(name: "GraphStore", dependencies: ["ConfigurationGraph"]),
        .target(
            name: "SQLiteGraphStore",
            dependencies: [
                "GraphStore", "ConfigurationGraph", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "GraphStoreConformance", dependencies: ["GraphStore", "ConfigurationGraph", "OCI"]),

        // MARK: the rooms
        .target(
            name: "Architect",
            dependencies: ["ConfigurationGraph", "OCI", "Sealing", .product(name: "Yams", package: "Yams")]),
        .target(
            name: "Processes",
            dependencies: [
                "CLinux", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Forge",
            dependencies: [
                "CLinux", "ConfigurationGraph", "Files", "GraphStore", "Nix", "NixStores", "OCI", "OCIImages",
                "Processes",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(name: "Orchestrator", dependencies: ["ConfigurationGraph", "OCI"]),
        .target(
            name: "Resolution",
            dependencies: ["ConfigurationGraph", "OCI", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Relay", dependencies: ["Processes", "CLinux", "OCI"]),
        .target(name: "Overwatch", dependencies: ["Processes", "CLinux"]),
        .target(
            name: "Runtime",
            dependencies: [
                "CLinux", "Nix", "NixStores", "OCI", "OCIImages", "Overwatch", "Processes", "Relay", "Sealing",
            ]),
        .target(
            name: "Engine",
            dependencies: [
                "Architect", "CLinux", "ConfigurationGraph", "Exchange", "Files", "Forge", "GraphStore", "Nix",
                "NixStores",
                "OCI", "OCIImages",
                "Orchestrator", "Overwatch", "Processes", "Relay", "Resolution", "Runtime", "SQLiteGraphStore",
                "Sealing",
            ]),
        .executableTarget(
            name: "emergence",
            dependencies: [
                "Architect", "ConfigurationGraph", "Engine", "Forge", "GraphStore", "NixStores", "OCI", "Orchestrator",
                "Overwatch", "Processes", "Resolution", "Runtime", "Sealing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ]),

        // MARK: measurements and tests
        .target(name: "Measuring", path: "Benchmarks/Measuring"),
        .executableTarget(
            name: "NixBenchmark", dependencies: ["Nix", .product(name: "Crypto", package: "swift-crypto")],
            path: "Benchmarks/NixBenchmark"),
        .executableTarget(
            name: "ClosureBenchmark", dependencies: ["Nix", "NixStores"], path: "Benchmarks/ClosureBenchmark"),
        .executableTarget(
            name: "QueryBenchmark",
            dependencies: ["ConfigurationGraph", "GraphStore", "Nix", "NixStores", "SQLiteGraphStore"],
            path: "Benchmarks/QueryBenchmark"),
        .executableTarget(
            name: "GraphBenchmark",
            dependencies: ["ConfigurationGraph", "GraphStore", "OCI", "SQLiteGraphStore"],
            path: "Benchmarks/GraphBenchmark"),
        .testTarget(
            name: "ExchangeTests",
            dependencies: [
                "ConfigurationGraph", "Exchange", "Forge", "GraphStore", "ImageFixtures", "Nix", "NixStores", "OCI",
                "OCIImages", "Processes",
            ]),
        .testTarget(name: "SealingTests", dependencies: ["Sealing"]),
        .executableTarget(
            name: "ResolutionBenchmark", dependencies: ["ConfigurationGraph", "Measuring", "OCI", "Resolution"],
            path: "Benchmarks/ResolutionBenchmark"),
        .executableTarget(
            name: "PlannerBenchmark",
            dependencies: [
                "ConfigurationGraph", "Engine", "GraphStore", "Measuring", "OCI", "Orchestrator", "SQLiteGraphStore",
            ],
            path: "Benchmarks/PlannerBenchmark"),
        .target(
            name: "Simulation", dependencies: ["ConfigurationGraph", "Orchestrator", "TestRandom"],
            path: "Tests/Simulation"),
        .executableTarget(name: "Simulate", dependencies: ["Simulation"], path: "Tests/Simulate"),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation"]),
        .target(name: "ImageFixtures", dependencies: ["OCI", "OCIImages"], path: "Tests/ImageFixtures"),
        .target(name: "TestRandom", path: "Tests/TestRandom"),
        .target(
            name: "ParameterSamples", dependencies: ["ConfigurationGraph", "OCI", "TestRandom"],
            path: "Tests/ParameterSamples"),
        .target(name: "TestMachine", dependencies: ["Processes"], path: "Tests/TestMachine"),
        .testTarget(name: "OCITests", dependencies: ["OCI", "Processes", "TestRandom"]),
        .testTarget(name: "OCIImagesTests", dependencies: ["Files", "OCIImages", "OCI", "ImageFixtures", "Processes"]),
        .testTarget(name: "NixTests", dependencies: ["Nix", "TestRandom"]),
        .testTarget(name: "NixStoresTests", dependencies: ["Files", "Nix", "NixStores", "TestMachine"]),
        .testTarget(
            name: "ConfigurationGraphTests",
            dependencies: ["ConfigurationGraph", "GraphStoreConformance", "OCI", "ParameterSamples", "TestRandom"]),
        .testTarget(
            name: "GraphStoreTests",
            dependencies: [
                "ConfigurationGraph", "GraphStore", "GraphStoreConformance", "GraphStoreWorker", "OCI", "Processes",
                "SQLiteGraphStore", "TestRandom", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Formats"]),
        .executableTarget(
            name: "GraphStoreWorker",
            dependencies: ["ConfigurationGraph", "GraphStore", "OCI", "SQLiteGraphStore"],
            path: "Tests/GraphStoreWorker"),
        .testTarget(
            name: "ArchitectTests",
            dependencies: ["Architect", "ConfigurationGraph", "OCI", "ParameterSamples", "Processes", "TestRandom"]),
        .testTarget(
            name: "ForgeTests",
            dependencies: [
                "Forge", "ConfigurationGraph", "GraphStore", "ImageFixtures", "Nix", "OCI", "OCIImages", "Processes",
                "SQLiteGraphStore",
            ]),
        .testTarget(
            name: "OrchestratorTests", dependencies: ["Orchestrator", "ConfigurationGraph", "OCI", "TestRandom"]),
        .target(name: "RuntimeSchema", dependencies: ["OCI", "Processes"], path: "Tests/RuntimeSchema"),
        .testTarget(
            name: "ResolutionTests",
            dependencies: [
                "Resolution", "ConfigurationGraph", "OCI", "ParameterSamples", "Processes", "RuntimeSchema",
                "TestRandom", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "ConfigurationGraph", "ImageFixtures", "OCI", "Overwatch", "Processes", "Resolution", "Runtime",
                "RuntimeSchema",
            ],
            exclude: ["Probe"]),
        .testTarget(name: "ProcessesTests", dependencies: ["Processes"]),
        .testTarget(name: "RelayTests", dependencies: ["OCI", "Processes", "Relay", "TestMachine", "TestRandom"]),
        .testTarget(name: "OverwatchTests", dependencies: ["Overwatch", "Processes", "TestRandom"]),
        .testTarget(
            name: "RuntimeTests",
            dependencies: ["CLinux", "Nix", "NixStores", "OCI", "Processes", "Runtime", "Sealing"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "ConfigurationGraph", "Engine", "GraphStore", "ImageFixtures", "OCI", "Processes", "Resolution",
                "SQLiteGraphStore", "TestMachine", .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "ConfigurationGraph", "Engine", "GraphStore", "ImageFixtures", "OCI", "Orchestrator", "Processes",
                "Relay", "Runtime", "SQLiteGraphStore", "TestMachine", "TestRandom",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
for target in package.targets
where ![.system, .plugin, .binary].contains(target.type)
    && !["CArchiveFormats", "CCurl", "CLinux"].contains(target.name)
{
    target.swiftSettings = strict
}

// The optimiser of Swift 6.3.1 crashes while it splits the engine's coroutines. Nothing in there is worth optimising:
// it waits for the rooms below.
for target in package.targets where target.name == "Engine" {
    target.swiftSettings?.append(.unsafeFlags(["-Onone"], .when(configuration: .release)))
}

// The tests try tens of thousands of values on these, which is ten times as fast. They hold nothing that is stepped through.
for target in package.targets
where [
    "ConfigurationGraph", "Nix", "OCI", "Orchestrator", "ParameterSamples", "Resolution", "Simulation", "TestRandom",
].contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}
