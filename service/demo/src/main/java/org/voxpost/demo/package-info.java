/** To be described. */
@NullMarked
package org.voxpost.demo;

import org.jspecify.annotations.NullMarked;
