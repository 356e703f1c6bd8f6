/** The wire contracts; everything but the magic cookie is generated from {@code src/main/proto}. */
package io.mortise.proto;
