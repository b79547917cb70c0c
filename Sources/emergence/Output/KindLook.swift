import ConfigurationGraph

/// The colours of a kind of node in pictures: what was built is blue, what it is told green, a service as its operator
/// sees it amber, what runs red, machines grey.
struct KindLook {
    let fill: String
    let border: String

    init(_ kind: NodeKind) {
        (fill, border) =
            switch kind {
            case .artefact: ("#cfe3fb", "#2f6fb7")
            case .imageIndex, .imageManifest, .imageConfig: ("#e3eefb", "#6d9ccd")
            case .layer, .derivation, .storePath: ("#f0f6fd", "#a3c0de")
            case .configuration: ("#d7f0dc", "#3d9155")
            case .volume: ("#e4f3d3", "#6c9a34")
            case .secret: ("#f4e3f7", "#9a4fb0")
            case .automaton: ("#ffe7b8", "#c98a12")
            case .instance: ("#ffd9d0", "#cc5138")
            case .instanceStatus: ("#ffece7", "#dd9384")
            case .runtimeSpec: ("#f2e6ff", "#8a63c4")
            case .host, .hostPolicy: ("#e9ebef", "#737d8c")
            }
    }
}
