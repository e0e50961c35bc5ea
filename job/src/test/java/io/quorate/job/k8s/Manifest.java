package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One Kubernetes object. */
record Manifest(ObjectNode tree) {

    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return at("metadata", "name").asText();
    }

    /** Kind and name: unique inside a namespace. */
    String id() {
        return kind() + "/" + name();
    }

    /** The node at a path of field names; a missing node when there is none. */
    JsonNode at(String... path) {
        JsonNode node = tree;
        for (String field : path) {
            node = node == null ? MissingNode.getInstance() : node.path(field);
        }
        return node;
    }

    @Override
    public String toString() {
        return id();
    }
}
